// What my share paid for, worked out here: the form is never sent, only the public result is read.
const form = document.querySelector("form[data-mine]");
const answer = document.getElementById("mine-answer");
const words = document.getElementById("mine-words").dataset;
const language = document.documentElement.lang || "en";
const colon = language === "fr" ? "\u00a0: " : ": ";
const write = new Intl.NumberFormat(language, { style: "currency", currency: form.dataset.currency });
let published = null;

function amount(fraction) {
  const [above, below] = String(fraction).split("/");
  return Number(above) / Number(below ?? 1);
}

// 1 for a box, points as given, places from behind for a ranking.
function worth(pot) {
  const fields = [...form.querySelectorAll(`[data-pot="${pot}"] [data-number]`)];
  const given = fields
    .map((field) => [Number(field.dataset.number), field.type === "checkbox" ? Number(field.checked) : Number(field.value)])
    .filter(([, value]) => value > 0);
  if (form.dataset.method === "ranking") {
    given.sort((one, other) => one[1] - other[1]);
    return new Map(given.map(([number], at) => [number, given.length - at]));
  }
  return new Map(given);
}

function replay(result, chosen) {
  const paid = new Map();
  const funded = new Set();
  const has = result.endowment && !result.compared_away;
  const had = has ? amount(result.endowment) : null;
  let left = had;
  let before = 0;
  for (const one of result.purchases) {
    const number = Number(one.project);
    if (!chosen.has(number)) continue;
    funded.add(number);
    if (one.by === "equal shares" && has) {
      const due = Math.min(left, amount(one.price) * chosen.get(number));
      paid.set(number, due);
      left -= due;
    } else if (one.by === "phragmen") {
      paid.set(number, amount(one.price) - before);
      before = amount(one.price);
    }
  }
  return { had, left, paid, funded };
}

function cell(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function table(pot, chosen, share) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  head.append(cell("th", words.project), cell("th", words.resultWord), cell("th", words.paid, "number"));
  const body = made.createTBody();
  for (const project of pot.projects.filter(({ number }) => chosen.has(number))) {
    const row = body.insertRow();
    const title = project.title[language] ?? Object.values(project.title)[0] ?? "";
    const paid = share.paid.get(project.number);
    row.append(
      cell("th", `${project.number}. ${title}`),
      cell("td", share.funded.has(project.number) ? words.funded : words.not),
      cell("td", paid ? write.format(paid) : "–", "number"),
    );
  }
  const wrap = cell("div", "", "table-wrap");
  wrap.append(made);
  return wrap;
}

function shown(pot) {
  const chosen = worth(pot.number);
  if (!chosen.size || !pot.official?.purchases) return null;
  const share = replay(pot.official, chosen);
  const made = cell("section", "", "share");
  const said = share.had === null
    ? (share.paid.size ? "" : words.nobody)
    : `${words.had} ${write.format(share.had)}. ${words.left}${colon}${write.format(Math.max(0, share.left))}.`;
  made.append(cell("p", said), table(pot, chosen, share));
  return made;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!published) {
    const sent = await fetch(form.dataset.result);
    if (!sent.ok) return;
    published = await sent.json();
  }
  const parts = published.pots.map(shown).filter(Boolean);
  answer.replaceChildren(...(parts.length ? parts : [cell("p", words.none)]));
  answer.focus();
});

// A receipt names a tracker. All ballots are fetched, so that nobody learns which one was looked for.
const receipt = document.getElementById("mine-receipt");
const status = receipt.querySelector("[role=status]");

function fill(line) {
  const [, choices, points] = line.split(",");
  const given = (points || "").split(" ").filter(Boolean);
  for (const field of form.querySelectorAll("[data-number]")) {
    if (field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
  choices.split(" ").forEach((number, at) => {
    const field = form.querySelector(`[data-number="${Number(number)}"]`);
    if (field?.type === "checkbox") field.checked = true;
    else if (field) field.value = form.dataset.method === "points" ? given[at] : at + 1;
  });
}

async function look(text) {
  const tracker = /\b[0-9a-f]{64}\b/.exec(/tracker ([0-9a-f]{64})/.exec(text)?.[1] ?? text)?.[0];
  const sent = tracker && await fetch(receipt.dataset.ballots);
  const line = sent?.ok && (await sent.text()).split("\n").find((each) => each.startsWith(tracker));
  status.textContent = line ? "" : status.dataset.unknown;
  if (!line) return;
  fill(line);
  form.requestSubmit();
}

receipt.querySelector("input").addEventListener("change", async ({ target }) => {
  if (target.files[0]) await look(await target.files[0].text());
});

function kept() {
  try {
    return JSON.parse(localStorage.getItem(`citizenspring.receipt.${receipt.dataset.poll}`))?.tracker;
  } catch {
    return null;
  }
}

receipt.hidden = false;
if (kept()) look(kept());
document.getElementById("mine-here").hidden = false;
document.getElementById("mine-there").hidden = true;
