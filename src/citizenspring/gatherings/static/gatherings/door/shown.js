// What a helper sees and hears at arm's length. All words stand in the page, in her language.
const TONES = { in: [880, 0.12], kept: [880, 0.12], again: [330, 0.45], unsure: [330, 0.45], no: [196, 0.6] };
let sounds;

const word = (name) => document.querySelector(`template[data-door-word="${name}"]`);
const clone = (name) => word(name).content.firstElementChild.cloneNode(true);
const fill = (within, name, text) => {
  const place = within.querySelector(`[data-${name}]`);
  if (place) place.textContent = text ?? "";
};
const say = (name) => word("words").dataset[name];
const time = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

function sound(kind) {
  const [pitch, length] = TONES[kind];
  sounds ??= new AudioContext();
  const tone = sounds.createOscillator();
  tone.frequency.value = pitch;
  tone.connect(sounds.destination);
  tone.start();
  tone.stop(sounds.currentTime + length);
  navigator.vibrate?.(kind === "in" || kind === "kept" ? 60 : [120, 80, 120]);
}

// ``undo`` takes back a line that still waits; what the platform has is undone by its own form.
export function verdict(place, kind, { name, more, id, undo }) {
  const box = clone(kind);
  fill(box, "name", name);
  fill(box, "more", more);
  const form = box.querySelector("form");
  if (form && id) form.elements.registration.value = id;
  else form?.remove();
  box.querySelector("[data-drop]")?.addEventListener("click", undo);
  place.replaceChildren(box);
  place.scrollIntoView({ block: "nearest" });
  sound(kind);
}

export function numbered({ number, table, ticket }) {
  const signs = ticket && `${say("ticket")} ${ticket.slice(0, 5)} ${ticket.slice(5)}`;
  const parts = [number && `${say("number")} ${number}`, table && `${say("table")} ${table}`, signs];
  return parts.filter(Boolean).join(" · ");
}

export function standing({ number, ticket, state, since, door }) {
  const where = door ? `, ${door}` : "";
  const now = since ? `${say("since")} ${time(since)}${where}` : say(state);
  return `${say("number")} ${number} · ${ticket.slice(0, 5)} ${ticket.slice(5)} · ${now}`;
}

export function found(list, people, chosen) {
  const rows = people.map((one) => {
    const row = clone("person");
    fill(row, "name", one.name);
    fill(row, "more", standing(one));
    const button = row.querySelector("button");
    button.hidden = Boolean(one.since);
    button.addEventListener("click", () => chosen(one));
    const form = row.querySelector("form");
    if (one.since) form.elements.registration.value = one.id;
    else form.remove();
    return row;
  });
  list.replaceChildren(...rows);
}

export function network(place, state, count) {
  const names = { online: "online", offline: "offline", "sign-in": "signIn" };
  const waits = count === 1 ? say("waitOne") : say("waitMany").replace("COUNT", count);
  place.dataset.state = state;
  place.textContent = count ? `${say(names[state])} ${waits}` : say(names[state]);
}

export function toLookAt(section, rows) {
  section.hidden = !rows.length;
  const lines = rows.map(({ name, ticket, sentence }) => {
    const line = document.createElement("li");
    line.textContent = `${name || ticket}: ${sentence}`;
    return line;
  });
  section.querySelector("ul").replaceChildren(...lines);
}
