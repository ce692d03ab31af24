// Keys of facts and cards, made here so that what is sent twice is taken once. They sort by the
// time they were made (UUID version 7); crypto.randomUUID is missing on plain http.
export function newKey(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place++) bytes[place] = Math.floor(now / 256 ** (5 - place)) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const signs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [signs.slice(0, 8), signs.slice(8, 12), signs.slice(12, 16), signs.slice(16, 20), signs.slice(20)].join("-");
}
