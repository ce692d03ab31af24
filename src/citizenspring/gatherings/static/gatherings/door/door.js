// A door that goes on without network: the list lies on the phone, what is noted waits in a queue,
// and the platform says of each line what became of it. Without this script the forms do the same.
import { Camera, canRead } from "./camera.js";
import { People, plainTicket } from "./people.js";
import { Queue } from "./queue.js";
import * as shown from "./shown.js";
import { forgetStore, openStore } from "./store.js";

const root = document.querySelector("[data-door]");
const part = (name) => root.querySelector(`[data-door-${name}]`);
const { gathering, page, worker } = root.dataset;
const PATIENCE = 2_500;
const EVERY = 10_000;
const A_DAY = 24 * 60 * 60_000;
// A page opened from the phone's own store is that of another door, perhaps.
const door = new URLSearchParams(location.search).get("door")?.trim().slice(0, 40) || root.dataset.door;
// Browsers make such keys themselves only where the connection is secure; a hall's own may not be.
const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const signs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return signs.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
const awaited = new Map();
let store;
let people;
let queue;

async function note(said, person) {
  if (person?.since && queue.state !== "online") {
    shown.verdict(part("verdict"), "again", { name: person.name, more: shown.standing(person) });
    return;
  }
  const row = { sent: newKey(), door, said_at: new Date().toISOString(), ...said };
  const answer = new Promise((done) => awaited.set(row.sent, done));
  await queue.add(row);
  queue.send();
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  const outcome = await Promise.race([answer, late]);
  awaited.delete(row.sent);
  if (outcome) {
    await tell(outcome, row, person);
    return search();
  }
  await people.mark(person, row);
  search();
  const undo = () => takeBack(row, person);
  const kind = person || row.name ? "kept" : "unsure";
  shown.verdict(part("verdict"), kind, { name: person?.name ?? row.name ?? row.ticket, undo });
}

async function tell(outcome, row, person) {
  const isIn = outcome.code === "in";
  const kind = isIn ? "in" : outcome.code === "already_in" ? "again" : "no";
  if (isIn) await people.mark(person ?? people.holder(row.ticket), row);
  const more = isIn ? shown.numbered(outcome) : outcome.sentence;
  shown.verdict(part("verdict"), kind, { name: outcome.name, more, id: outcome.id });
}

async function takeBack(row, person) {
  await store.drop("queue", [row.sent]);
  await people.unmark(person);
  part("verdict").replaceChildren();
  search();
  await queue.say();
}

// What is answered while the helper waits for it is shown to her; a refusal that comes later is
// kept for her to look at.
async function answered(outcome) {
  const waits = awaited.get(outcome.sent);
  if (waits) return waits(outcome);
  if (outcome.code === "in") return;
  await store.put("told", [{ ...outcome, name: lines.get(outcome.sent) }]);
  shown.toLookAt(part("told"), await store.all("told"));
}

const lines = new Map();

async function refresh() {
  for (const row of await store.all("queue")) lines.set(row.sent, row.name || people.holder(row.ticket)?.name || row.ticket);
  await queue.send();
  await queue.say(await people.refresh().catch(() => "offline"));
}

function search() {
  shown.found(part("list"), people.called(part("search").elements.q.value), choose);
}

const choose = (one) => note({ ticket: one.ticket }, one);

function readTicket(signs) {
  const ticket = plainTicket(signs);
  return note({ ticket }, people.holder(ticket));
}

function takeForms() {
  part("ticket").addEventListener("submit", (event) => {
    const field = event.target.elements.ticket;
    if (!plainTicket(field.value)) return;
    event.preventDefault();
    readTicket(field.value);
    field.value = "";
    field.focus();
  });
  part("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  part("search").addEventListener("input", search);
  part("walk-in").addEventListener("submit", (event) => {
    const name = event.target.elements.name.value.trim().slice(0, 120);
    if (!name) return;
    event.preventDefault();
    const speaks = new FormData(event.target).getAll("speaks");
    event.target.reset();
    event.target.closest("details").open = false;
    note({ name, speaks });
  });
  part("seen").addEventListener("click", async () => {
    await store.replace("told", []);
    shown.toLookAt(part("told"), []);
  });
}

function takeCamera() {
  if (!canRead()) return;
  const camera = new Camera(part("video"), readTicket);
  part("camera").hidden = false;
  part("camera").addEventListener("click", () => camera.toggle().catch(() => camera.stop()));
}

// Only files of the pages themselves, and this page without anybody's name on it.
async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  const files = new URL("../../", import.meta.url).href;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const address = `${page}?${new URLSearchParams({ door })}`;
  active.postMessage({ page: address, files: [...new Set(loaded.filter((name) => name.startsWith(files)))] });
}

async function forget() {
  store?.close();
  await forgetStore(gathering);
  const found = await navigator.serviceWorker?.getRegistration(page);
  await window.caches?.delete(`door ${new URL(page, location).href}`);
  await found?.unregister();
}

async function remove() {
  if ((await store.all("queue")).length) return queue.say();
  await forget();
  location.assign(part("back").href);
}

async function start() {
  if (Date.now() > Date.parse(root.dataset.until) + A_DAY) return forget();
  store = await openStore(gathering);
  people = new People(store, root.dataset.people);
  const changed = (state, count) => shown.network(part("net"), state, count);
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  queue = new Queue(store, { take: root.dataset.take, page, token, told: answered, changed });
  await people.load();
  part("name").textContent = door;
  takeForms();
  takeCamera();
  part("kept").hidden = false;
  part("remove").addEventListener("click", remove);
  shown.toLookAt(part("told"), await store.all("told"));
  for (const event of ["online", "live:shown"]) addEventListener(event, refresh);
  setInterval(refresh, EVERY);
  await refresh();
  await keepPage();
  root.dataset.ready = "yes";
}

start();
