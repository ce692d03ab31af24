// The receipt: copied, printed, and kept on this device only where she asks for it.
const NAME = "citizenspring.receipt.";

function kept(poll) {
  try {
    return JSON.parse(localStorage.getItem(NAME + poll));
  } catch {
    return null;
  }
}

function showKept(view, box) {
  const found = kept(view.dataset.poll);
  if (!found) return;
  box.querySelector("[data-tracker]").textContent = found.tracker;
  box.querySelector("[data-receipt]").textContent = found.receipt;
  box.querySelector("[data-file]").href = `data:text/plain;charset=utf-8,${encodeURIComponent(found.receipt)}`;
  box.hidden = false;
  view.querySelector("[data-no-receipt]")?.remove();
}

function offer(view) {
  const on = (name, act) => {
    const button = view.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
    return button;
  };
  const note = view.querySelector("[data-receipt-said]");
  const say = (name) => (note.textContent = note.dataset[name]);
  const place = NAME + view.dataset.poll;
  const text = (name) => view.querySelector(`[data-${name}]`).textContent;
  on("print", () => print());
  if (navigator.clipboard) on("copy", () => navigator.clipboard.writeText(text("tracker")).then(() => say("copied")));
  const keep = on("keep", () => {
    localStorage.setItem(place, JSON.stringify({ tracker: text("tracker"), receipt: text("receipt") }));
    turn();
    say("kept");
  });
  const drop = on("drop", () => {
    localStorage.removeItem(place);
    turn();
    say("dropped");
  });
  const turn = () => {
    const wasKept = kept(view.dataset.poll) !== null;
    const hadFocus = view.contains(document.activeElement) && [keep, drop].includes(document.activeElement);
    keep.hidden = wasKept;
    drop.hidden = !wasKept;
    if (hadFocus) (wasKept ? drop : keep).focus();
  };
  turn();
}

function begin() {
  const view = document.querySelector("[data-view=voted]");
  const form = document.querySelector("form[data-ballot]");
  const hint = document.querySelector("[data-receipt-kept]");
  if (form && hint) hint.hidden = kept(form.dataset.ballot) === null;
  if (!view) return;
  const box = view.querySelector("[data-kept-receipt]");
  if (box) showKept(view, box);
  if (!box?.hidden) offer(view);
}

document.addEventListener("ballot:shown", begin);
begin();
