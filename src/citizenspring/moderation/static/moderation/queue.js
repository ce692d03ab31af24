// With the arrow keys from case to case, while one of the boxes has the focus; space chooses, as always.
const form = document.querySelector("[data-queue]");

function boxes() {
  return [...form.querySelectorAll('input[type="checkbox"]')];
}

function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = boxes();
  const here = all.indexOf(event.target);
  if (!step || here < 0) return;
  const next = all[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.closest("li, fieldset").scrollIntoView({ block: "nearest" });
}

function chooseGroup(event) {
  if (event.target.name !== "group") return;
  for (const box of event.target.closest("fieldset").querySelectorAll('[name="case"]')) {
    box.checked = event.target.checked;
  }
}

if (form) {
  form.addEventListener("keydown", move);
  form.addEventListener("change", chooseGroup);
}
