// The wall: its clock counts by itself, prompts turn through the languages of the room, and what
// forms is fetched anew when the server says that something changed. Without scripts the page
// loads itself again every few seconds.
import { RoundClock, hearAnswer, hearFrom, minutes } from "../rounds/clock.js";

const LAST = 120;
const TURN = 10_000;
const SOON = 250;
const ANYWAY = 20_000;
const FRESH = 4_000;
const wall = document.querySelector("[data-wall]");
const live = wall.querySelector("[data-live]");
const at = (name) => wall.querySelector(`[data-${name}]`);
wall.dataset.turning = "";
let isHeld = false;
let turned = 0;

function spoken({ text, language, dir }, tag) {
  const element = document.createElement(tag);
  element.lang = language;
  element.dir = dir;
  element.textContent = text;
  return element;
}

// One language at a time, and of many themes as many as there is room for.
function turn() {
  const prompts = [...at("prompts").children];
  const names = [...at("phase").children];
  for (const list of [prompts, names]) {
    for (const [place, one] of list.entries()) one.hidden = place !== turned % list.length;
  }
  page();
}

function page() {
  const list = live.querySelector("[data-pages]");
  if (!list) return;
  const items = [...list.children];
  for (const item of items) item.hidden = false;
  if (!matchMedia("(min-width: 64rem) and (min-height: 34rem)").matches) return;
  const room = list.parentElement.getBoundingClientRect();
  let first = 0;
  const pages = [];
  while (first < items.length) {
    for (const [place, item] of items.entries()) item.hidden = place < first;
    const fits = items.findIndex((item, place) => place > first && item.getBoundingClientRect().bottom > room.bottom + 1);
    const last = fits < 0 ? items.length : fits;
    pages.push([first, last]);
    first = last;
  }
  const [from, to] = pages[turned % pages.length];
  for (const [place, item] of items.entries()) item.hidden = place < from || place >= to;
}

function counts() {
  return new Map([...live.querySelectorAll("[data-key]")].map(({ dataset }) => [dataset.key, dataset.count]));
}

function show(html) {
  const before = counts();
  live.innerHTML = html;
  for (const item of live.querySelectorAll("[data-key]")) {
    if (before.size && before.get(item.dataset.key) !== item.dataset.count) {
      item.dataset.fresh = "";
      setTimeout(() => delete item.dataset.fresh, FRESH);
    }
  }
  page();
}

// One question at a time; what changes meanwhile is asked for when the answer has come.
const asking = { isBusy: false, isWanted: false };
async function ask() {
  if (asking.isBusy) {
    asking.isWanted = true;
    return;
  }
  Object.assign(asking, { isBusy: true, isWanted: false });
  const started = performance.now();
  try {
    const answer = await fetch(wall.dataset.url, { headers: { "X-Fragment": "1" } });
    if (answer.ok && answer.headers.get("X-Run") !== wall.dataset.run) location.reload();
    else if (answer.ok) {
      hearAnswer(clock, answer);
      show(await answer.text());
    }
  } catch {
    // The next word of the server, or the next look, asks again.
  }
  // A slow server is asked less often, so that the phones come first.
  setTimeout(() => {
    asking.isBusy = false;
    if (asking.isWanted) ask();
  }, Math.max(SOON, performance.now() - started));
}

function changed({ phase, isPaused, isOver }, isFirst) {
  at("pause").hidden = !isPaused;
  at("clock").toggleAttribute("data-paused", isPaused);
  if (isFirst) return;
  at("phase").replaceChildren(...(phase?.name ?? []).map((name) => spoken(name, "span")));
  at("prompts").replaceChildren(...(phase?.prompt ?? []).map((prompt) => spoken(prompt, "p")));
  at("prompts").hidden = !phase || isOver;
  turn();
  ask();
}

// The number is in the word itself; only a result that shows at once needs another look.
function voted(number) {
  const shown = live.querySelector("[data-voted]");
  if (!shown || live.querySelector(".wall-results")) return ask();
  shown.textContent = new Intl.NumberFormat(document.documentElement.lang).format(number);
  const present = Number(shown.dataset.present);
  const bar = live.querySelector("[data-voted-bar]");
  bar.setAttribute("width", present ? Math.min(100, (100 * number) / present) : 0);
}

function start(face) {
  const clock = new RoundClock(face, changed);
  const tick = () => {
    const { phase, left } = clock.tick();
    at("clock").textContent = phase ? minutes(left) : "";
    at("clock").toggleAttribute("data-last", Boolean(phase) && left <= LAST);
  };
  tick();
  setInterval(tick, 250);
  return clock;
}

const face = document.getElementById("clockface");
const clock = face && start(JSON.parse(face.textContent));
hearFrom(wall.dataset.topics.split(" "), ({ event, ...facts }) => {
  if (event === "clock") clock?.hear(facts);
  else if (event === "votes") voted(facts.voted);
  else ask();
});
turn();
setInterval(() => {
  if (isHeld) return;
  turned += 1;
  turn();
}, TURN);
setInterval(ask, ANYWAY);
addEventListener("resize", page);

const hold = at("hold");
hold.hidden = false;
hold.addEventListener("click", () => {
  isHeld = !isHeld;
  hold.setAttribute("aria-pressed", String(isHeld));
});
const full = at("full");
full.hidden = !document.fullscreenEnabled;
full.addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else wall.parentElement.requestFullscreen();
});
