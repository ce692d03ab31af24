// Counts the organiser's clock down between two words of the server; at the end of a phase, and
// from time to time for tables that fell silent, it asks for the page's pieces anew.
const LOOK_AGAIN = 30_000;
let clock;
let ends = 0;

function read() {
  clock = document.querySelector("[data-run-clock]");
  ends = clock ? performance.now() + Number(clock.dataset.left) * 1000 : 0;
}

function shown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

async function look(piece) {
  try {
    const answer = await fetch(piece.dataset.liveUrl, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const focused = piece.contains(document.activeElement) && document.activeElement.id;
    piece.innerHTML = await answer.text();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    read();
  } catch {
    // Without the network the clock counts on; it is asked again later.
  }
}

function tick() {
  if (!clock || clock.dataset.paused !== undefined || clock.dataset.runs === undefined) return;
  const left = (ends - performance.now()) / 1000;
  const place = clock.querySelector("[data-left-shown]");
  const text = shown(left);
  if (place && place.textContent !== text) place.textContent = text;
  if (left <= 0) {
    ends = Infinity;
    for (const piece of document.querySelectorAll("[data-live-url]")) look(piece);
  }
}

read();
addEventListener("live:shown", read);
setInterval(tick, 250);
setInterval(() => {
  const tables = document.querySelector("#clock")?.closest("main")?.querySelectorAll("[data-live-url]")[1];
  if (tables && !document.hidden) look(tables);
}, LOOK_AGAIN);
