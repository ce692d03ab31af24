// What stands on top is chosen more often: each device has an order of its own, and keeps it.
const NAME = "citizenspring.order";

function seed() {
  try {
    const kept = localStorage.getItem(NAME);
    if (kept) return Number(kept);
    const [drawn] = crypto.getRandomValues(new Uint32Array(1));
    localStorage.setItem(NAME, drawn);
    return drawn;
  } catch {
    // Without storage an order would change at every visit, so the numbers decide.
    return null;
  }
}

// The finishing step of a 32-bit hash: neighbours end up far apart.
function mixed(number, start) {
  let h = (number ^ start) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function begin() {
  const list = document.querySelector("[data-lines]");
  const start = list && seed();
  if (start === null || !list) return;
  const keyed = [...list.children].map((line) => [mixed(Number(line.dataset.number), start), line]);
  list.append(...keyed.sort((a, b) => a[0] - b[0]).map(([, line]) => line));
}

document.addEventListener("ballot:shown", begin);
begin();
