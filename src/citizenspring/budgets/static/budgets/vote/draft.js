// What is chosen stays on this device until it is sent: through a lost network, a closed window
// or a refusal. With it stays the number of the ballot, so that sending twice counts once.
const NAME = "citizenspring.ballot.";
const TRACKER_BYTES = 32;
const TRACKER = /^[0-9a-f]{64}$/;
const NOT_KEPT = /^(csrfmiddlewaretoken|tracker|code|find-.*)$/;

function kept(poll) {
  try {
    return JSON.parse(localStorage.getItem(NAME + poll)) ?? {};
  } catch {
    return {};
  }
}

function keep(poll, changes) {
  try {
    localStorage.setItem(NAME + poll, JSON.stringify({ ...kept(poll), ...changes }));
  } catch {
    // A full or forbidden storage must not stop anybody from voting.
  }
}

function forget(poll) {
  try {
    localStorage.removeItem(NAME + poll);
  } catch {
    // Nothing can be kept where storage is forbidden, so there is nothing to forget.
  }
}

const filled = (form) => [...new FormData(form)].filter(([name, value]) => value && !NOT_KEPT.test(name));

function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(TRACKER_BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function restore(form, fields) {
  for (const [name, value] of fields) {
    const boxes = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    for (const box of boxes) {
      if (box.type !== "checkbox") box.value = value;
      else if (box.value === value) box.checked = true;
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function empty(form) {
  for (const box of form.elements) {
    if (box.type === "checkbox") box.checked = false;
    else if (!NOT_KEPT.test(box.name) && box.type !== "submit" && box.type !== "button") box.value = "";
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// The order in which projects are ticked is the first guess at their ranking.
function noteOrder(form, box) {
  const order = form.elements.order;
  if (!order || box.name !== "choice") return;
  const others = order.value.split(",").filter((number) => number && number !== box.value);
  order.value = (box.checked ? [...others, box.value] : others).join(",");
}

function offerToStartAgain(form, poll) {
  const note = document.querySelector("[data-restored]");
  note.hidden = false;
  note.querySelector("[data-forget]").addEventListener("click", () => {
    empty(form);
    forget(poll);
    keep(poll, { tracker: form.elements.tracker.value });
    note.hidden = true;
    document.querySelector("[data-focus]").focus();
  });
}

function beginChoosing(form) {
  const poll = form.dataset.ballot;
  const before = kept(poll);
  const isFit = TRACKER.test(before.tracker) && !("renumbered" in form.dataset);
  form.elements.tracker.value = isFit ? before.tracker : drawn();
  keep(poll, { tracker: form.elements.tracker.value });
  if ("answered" in form.dataset) keep(poll, { fields: filled(form) });
  else if (before.fields?.length) {
    restore(form, before.fields);
    offerToStartAgain(form, poll);
  }
  for (const kind of ["input", "change"]) {
    form.addEventListener(kind, (event) => {
      if (kind === "change") noteOrder(form, event.target);
      keep(poll, { fields: filled(form) });
    });
  }
  // The choice is kept, so a project may open in the same window.
  for (const link of form.querySelectorAll("[data-lines] a")) link.removeAttribute("target");
}

function begin() {
  const done = document.querySelector("[data-ballot-done]");
  if (done) forget(done.dataset.ballotDone);
  const form = document.querySelector("form[data-ballot]");
  if (form?.dataset.view === "choose") beginChoosing(form);
  else if (form) {
    keep(form.dataset.ballot, { fields: filled(form) });
    form.addEventListener("change", () => keep(form.dataset.ballot, { fields: filled(form) }));
  }
}

document.addEventListener("ballot:shown", begin);
begin();
