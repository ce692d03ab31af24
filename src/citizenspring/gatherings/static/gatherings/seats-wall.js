// Turns the pages of the wall of seats. Without scripts they stand below one another.
const SECONDS = 7;
const TYPING = 2_500;
const wall = document.querySelector("[data-wall]");
const keys = document.querySelector("[data-wall-keys]");
let at = 0;
let stopped = false;
let typed = "";
let forget;

const screens = () => [...wall.querySelectorAll("[data-screen]")];

function show(number) {
  const all = screens();
  wall.classList.toggle("is-turning", all.length > 1);
  if (!all.length) return;
  at = (number + all.length) % all.length;
  all.forEach((screen, place) => screen.classList.toggle("is-now", place === at));
}

function find(number) {
  const place = screens().findIndex(
    ({ dataset }) => Number(dataset.first) <= number && number <= Number(dataset.last),
  );
  if (place >= 0) show(place);
}

function type(sign) {
  typed = (typed + sign).slice(-5);
  stopped = true;
  find(Number(typed));
  clearTimeout(forget);
  forget = setTimeout(() => {
    typed = "";
    stopped = false;
  }, TYPING * 4);
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^\d$/.test(event.key)) type(event.key);
  else if (event.key === " ") stopped = !stopped;
  else if (["ArrowRight", "ArrowDown", "PageDown"].includes(event.key)) show(at + 1);
  else if (["ArrowLeft", "ArrowUp", "PageUp"].includes(event.key)) show(at - 1);
  else return;
  event.preventDefault();
});

wall.addEventListener("live:shown", () => show(at));
setInterval(() => {
  if (!stopped && !document.hidden) show(at + 1);
}, SECONDS * 1_000);
if (keys && screens().length > 1) keys.hidden = false;
show(0);
