// What could not be taken, with the reason and the words, which stay until somebody decides; and
// the bar that says what was just done.
import { copyOf, reconcile, setText } from "./lists.js";
import { say } from "./words.js";

export class Slips {
  constructor(phone) {
    this.phone = phone;
    this.list = document.querySelector("[data-refused]");
    this.list.addEventListener("click", ({ target }) => this.press(target.closest("button")));
  }

  draw(rows) {
    this.rows = rows;
    reconcile(this.list, rows, {
      keyOf: ({ fact }) => fact.key,
      make: () => copyOf("a-slip"),
      fill: (element, { fact, refused }) => {
        setText(element.querySelector("[data-sentence]"), refused === "unreadable" ? say("unreadable") : refused);
        const who = this.phone.state.seats?.find(({ by }) => by === fact.by);
        setText(element.querySelector("[data-text]"), fact.text ?? who?.name ?? "");
        element.querySelector("[data-again]").hidden = !fact.text;
        setText(element.querySelector("[data-forget]"), say(fact.text ? "throw_away" : "all_right"));
      },
    });
  }

  async press(button) {
    if (!button) return;
    const { key } = button.closest("[data-key]").dataset;
    const { fact } = this.rows.find((row) => row.fact.key === key);
    if ("again" in button.dataset) this.phone.writer.writeAgain(fact);
    await this.phone.store.settle({ taken: new Set([key]) });
    this.phone.queue.changed();
  }
}

export class Toast {
  constructor() {
    this.bar = document.querySelector("[data-toast]");
    this.button = this.bar.querySelector("button");
    this.button.addEventListener("click", () => {
      this.act?.();
      this.bar.hidden = true;
    });
    // It stays until the next thing is done: nobody has to be quick.
    document.addEventListener("submit", () => {
      this.bar.hidden = true;
    }, { capture: true });
  }

  show(text, label = "", act = null) {
    setText(this.bar.querySelector("[data-text]"), text);
    this.act = act;
    setText(this.button.querySelector("span"), label);
    this.button.hidden = !act;
    this.bar.hidden = false;
    if (act) this.button.focus({ preventScroll: true });
  }
}
