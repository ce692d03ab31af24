// The room on a phone: the clock counts by itself, and each choice is kept as it is made. Only a
// phase with something to choose, or its result, is fetched, by each phone a little later than
// by the others. Without scripts the same form is sent as a whole.
import { RoundClock, hearAnswer, hearFrom, minutes } from "./clock.js";

const LAST = 120;
const JUDGING = ["dots", "ratings", "consent", "resistance"];
const FRAGMENT = { "X-Fragment": "1" };
const AGAIN = 4_000;
const room = document.querySelector("[data-room]");
const body = room.querySelector("[data-body]");
const at = (name) => room.querySelector(`[data-${name}]`);
const word = (name) => room.querySelector("[data-words]").content.querySelector(`[data-${name}]`).textContent;
const ballot = () => body.querySelector("[data-ballot]");
const known = document.getElementById("clockface");
const face = known && JSON.parse(known.textContent);
let saidUntil;

function say(text, stays = false) {
  at("toast").textContent = text;
  clearTimeout(saidUntil);
  if (!stays) saidUntil = setTimeout(() => say("", true), AGAIN);
}

// A whole room does not ask in the same second.
function later(act, seconds) {
  setTimeout(act, Math.random() * seconds * 1000);
}

async function look() {
  try {
    const answer = await fetch(location.href, { headers: FRAGMENT });
    if (!answer.ok) throw new Error(answer.status);
    const html = await answer.text();
    hearAnswer(clock, answer);
    if (waiting.size) return;
    body.innerHTML = html;
    begin();
    say("");
  } catch {
    setTimeout(look, AGAIN * (1 + Math.random()));
  }
}

function spoken(texts) {
  const [{ text, language, dir }] = texts;
  const element = document.createElement("span");
  Object.assign(element, { lang: language, dir, textContent: text });
  return element;
}

let wasJudging = Boolean(ballot());
function changed({ phase, isPaused, isOver }, isFirst) {
  at("pause").hidden = !isPaused;
  if (isFirst) return;
  if (phase) {
    at("phase").replaceChildren(spoken(phase.name));
    at("prompt").replaceChildren(spoken(phase.prompt));
  } else at("phase").textContent = at("phase").dataset.title;
  at("prompt").hidden = !phase;
  const table = phase && face.tables[phase.id];
  if (at("table") && table) at("table").querySelector("strong").textContent = table;
  const isJudging = JUDGING.includes(phase?.kind);
  if (isJudging) say(word("coming"), true);
  if (isJudging || wasJudging || isOver) later(look, 12);
  wasJudging = isJudging;
}

// What was chosen and not yet kept: card to the fields that say it.
const waiting = new Map();
let isSending = false;

function fieldsOf(card) {
  const form = ballot();
  const row = form.querySelector(`[data-card="${card}"]`);
  const data = new FormData();
  for (const name of ["phase", "turn", "csrfmiddlewaretoken"]) data.set(name, form.elements[name].value);
  data.set("sent", crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) => (sign ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (sign / 4)))).toString(16)));
  data.set("only", card);
  for (const input of row.querySelectorAll("input:checked, textarea")) data.append(input.name, input.value);
  return data;
}

function refused(card, sentence) {
  waiting.delete(card);
  say(sentence, true);
  look();
}

async function send() {
  if (isSending || !waiting.size) return;
  isSending = true;
  const [card, data] = waiting.entries().next().value;
  try {
    const answer = await fetch(location.href, { method: "POST", headers: FRAGMENT, body: data });
    if (answer.status >= 500) throw new Error(answer.status);
    const told = await answer.json();
    if (!answer.ok) refused(card, told.sentence);
    else if (waiting.get(card) === data) {
      waiting.delete(card);
      body.querySelector(`[data-card="${card}"]`)?.removeAttribute("data-waits");
      if (!waiting.size) say(word("kept"));
    }
  } catch {
    say(word("waits"), true);
    setTimeout(() => send(), AGAIN);
  }
  isSending = false;
  if (waiting.size && navigator.onLine) setTimeout(send, 50);
}

function count() {
  const form = ballot();
  const shown = body.querySelector("[data-left]");
  if (!form || !shown) return;
  const left = Number(form.dataset.most) - form.querySelectorAll(".dots input:checked").length;
  shown.textContent = left;
  shown.parentElement.toggleAttribute("data-none", left <= 0);
  for (const box of form.querySelectorAll(".dots input")) box.disabled = left <= 0 && !box.checked;
}

function begin() {
  const form = ballot();
  if (!form) return;
  form.dataset.live = "";
  count();
}

body.addEventListener("change", ({ target }) => {
  const row = target.closest("[data-card]");
  if (!row) return;
  count();
  // An objection is kept with its reason: until there is one, nothing is sent.
  const isObjecting = row.querySelector("[value=object]:checked");
  const why = row.querySelector("textarea");
  if (isObjecting && !why.value.trim()) return why.focus();
  row.dataset.waits = "";
  waiting.set(row.dataset.card, fieldsOf(row.dataset.card));
  send();
});
addEventListener("online", send);
addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

const clock = face && new RoundClock(face, changed);
if (clock) {
  const tick = () => {
    const { phase, left } = clock.tick();
    at("clock").textContent = phase ? minutes(left) : "";
    at("clock").toggleAttribute("data-last", Boolean(phase) && left <= LAST);
  };
  tick();
  setInterval(tick, 250);
}
hearFrom(room.dataset.topics.split(" "), ({ event, ...facts }) => {
  if (event === "clock") clock?.hear(facts);
  else if (event === "run" && facts.run !== clock?.facts.run) later(() => location.reload(), 5);
  else if (event === "again") later(look, 5);
});
at("again").hidden = true;
begin();
