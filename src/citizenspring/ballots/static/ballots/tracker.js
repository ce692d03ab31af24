// The number under which the ballot is kept is made here, so that the server does not choose it.
// It stays the same when a refused form comes back, so that a ballot sent twice counts once.
const LENGTH = 32;
const sent = document.querySelector(".ballot [role=alert], .field--wrong");

for (const field of document.querySelectorAll("input[data-tracker]")) {
  if (!sent) {
    const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
    field.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
