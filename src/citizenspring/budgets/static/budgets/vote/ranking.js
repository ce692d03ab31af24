// Moving a project up or down on the page itself; without scripts each move is a form.
function settle(list) {
  const form = list.closest("form");
  const lines = [...list.children];
  lines.forEach((line, place) => {
    const [up, down] = line.querySelectorAll("[name=move]");
    up.disabled = place === 0;
    down.disabled = place === lines.length - 1;
  });
  form.elements.order.value = lines.map((line) => line.dataset.number).join(",");
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function say(list, line) {
  const said = list.parentElement.querySelector("[data-said]");
  const lines = [...list.children];
  const facts = { place: lines.indexOf(line) + 1, all: lines.length, title: line.querySelector("strong").textContent };
  said.textContent = said.dataset.sentence.replace(/\{(\w+)\}/g, (_whole, name) => facts[name]);
}

function move(list, button) {
  const line = button.closest("li");
  const isUp = button.value.startsWith("up-");
  if (isUp) line.previousElementSibling?.before(line);
  else line.nextElementSibling?.after(line);
  settle(list);
  // At either end the button pressed has no more to do; the attention stays with the project.
  const stays = button.disabled ? line.querySelector("[name=move]:not(:disabled)") : button;
  stays?.focus();
  say(list, line);
}

function begin() {
  const list = document.querySelector("[data-ranking]");
  list?.addEventListener("click", (event) => {
    const button = event.target.closest("[name=move]");
    if (!button) return;
    event.preventDefault();
    move(list, button);
  });
}

document.addEventListener("ballot:shown", begin);
begin();
