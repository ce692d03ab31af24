// Cards, speaking, votes: one of them is in view.
const bar = document.querySelector("[data-tabs]");

export class Tabs {
  constructor() {
    bar.hidden = false;
    bar.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-tab]");
      if (button) this.show(button.dataset.tab);
    });
    this.show("cards");
  }

  show(name) {
    for (const button of bar.children) button.setAttribute("aria-pressed", button.dataset.tab === name);
    for (const part of document.querySelectorAll("[data-part]")) {
      if (part.matches("[data-writer]")) part.classList.toggle("is-away", part.dataset.part !== name);
      else part.hidden = part.dataset.part !== name;
    }
  }
}
