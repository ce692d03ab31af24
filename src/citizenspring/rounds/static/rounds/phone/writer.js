// The big field at the bottom: one card after the other, with one thumb.
import { setText } from "./lists.js";
import { turnOf } from "./table.js";
import { say } from "./words.js";

const CHIPS = 6;

export class Writer {
  constructor(phone) {
    this.phone = phone;
    this.form = document.querySelector("[data-writer]");
    this.text = this.form.elements.text;
    this.languages = this.form.querySelector("[data-languages]");
    this.text.value ||= phone.notes.get("draft", "");
    this.text.addEventListener("input", () => phone.notes.set("draft", this.text.value));
    this.text.addEventListener("keydown", (event) => this.press(event));
    this.form.elements.other_language.addEventListener("change", ({ target }) => this.useLanguage(target.value));
    this.isLateWanted = false;
    this.late = document.querySelector("[data-late-card]");
    this.late.addEventListener("click", () => this.writeLate());
    for (const code of phone.state.languages) this.offer(code);
    for (const code of [...phone.notes.get("languages", [])].reverse()) this.useLanguage(code, { isKept: true });
  }

  draw() {
    const target = this.phone.writingTurn();
    const isNow = target && turnOf(target) === turnOf(this.phone.here);
    // What is half written stays in view, whatever the clock says.
    const isOpen = isNow || this.isLateWanted || this.text.value !== "";
    this.form.hidden = !target || !isOpen;
    this.late.hidden = !target || isOpen;
    if (!target) return;
    const { entry, mode } = this.phone.phase(target.phase);
    // Alone, each has so many; at a table, all together.
    const most = mode === "solo" ? 0 : entry.most;
    const mine = [...this.phone.table.cards.values()].filter((card) => turnOf(card) === turnOf(target)).length;
    const name = this.phone.titleOf(target);
    setText(this.form.querySelector("[data-for]"), isNow ? name : say("late_for", { phase: name }));
    setText(this.form.querySelector("[data-most]"), most ? say("so_many_of", { cards: mine, most }) : String(mine));
    this.drawThemes();
  }

  drawThemes() {
    const own = [...this.phone.table.cards.values()].map(({ theme }) => theme).filter(Boolean);
    const words = [...new Set([...own, ...(this.phone.state.themes ?? [])])];
    const list = document.querySelector("[data-themes]");
    if (list.dataset.words === words.join("\n")) return;
    list.dataset.words = words.join("\n");
    list.replaceChildren(...words.map((word) => new Option("", word)));
  }

  writeLate() {
    this.isLateWanted = true;
    this.draw();
    this.text.focus();
  }

  // Return sends, as in every chat; with Shift it begins a new line.
  press(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit(this.form.querySelector("[value=write]"));
  }

  async write() {
    const text = this.text.value.trim();
    if (!text) return;
    const language = this.form.elements.language.value;
    const theme = this.form.elements.theme.value.trim();
    this.text.value = "";
    try {
      await this.phone.addCard({ text, language, theme });
    } catch (problem) {
      // A full phone keeps nothing: the words go back to where they were typed.
      this.text.value = text;
      this.phone.toast(say("not_kept"));
      throw problem;
    }
    this.phone.notes.set("draft", "");
    this.form.elements.theme.value = "";
    this.useLanguage(language);
    this.text.focus();
    this.phone.showLastCard();
  }

  writeAgain({ text, language, theme }) {
    this.text.value = [this.text.value, text].filter(Boolean).join(" ");
    this.useLanguage(language);
    this.form.elements.theme.value = theme ?? "";
    this.draw();
    this.phone.notes.set("draft", this.text.value);
    this.text.focus();
  }

  chips() {
    return [...this.languages.querySelectorAll("label")];
  }

  chipOf(code) {
    return this.chips().find((one) => one.querySelector("input").value === code);
  }

  // What somebody at the table speaks is a chip, after those that are there.
  offer(code) {
    const chip = this.chips().length < CHIPS && !this.chipOf(code) ? this.makeChip(code) : null;
    if (chip) this.languages.append(chip);
  }

  // The language used last stands first; the one that is not there yet becomes a chip.
  useLanguage(code, { isKept = false } = {}) {
    if (!code) return;
    const chip = this.chipOf(code) ?? this.makeChip(code);
    if (!chip) return;
    chip.querySelector("input").checked = true;
    this.languages.querySelector("legend").after(chip);
    for (const further of this.chips().slice(CHIPS)) further.remove();
    this.form.elements.other_language.value = "";
    if (!isKept) this.phone.notes.set("languages", this.chips().map((one) => one.querySelector("input").value));
  }

  makeChip(code) {
    const option = [...this.form.elements.other_language.options].find(({ value }) => value === code);
    const pattern = this.languages.querySelector("label");
    if (!option || !pattern) return null;
    const chip = pattern.cloneNode(true);
    const [input, word, short, long] = [chip.querySelector("input"), ...chip.querySelectorAll("span")];
    input.value = code;
    input.checked = false;
    word.lang = code;
    word.title = long.textContent = option.textContent;
    short.textContent = code.toUpperCase();
    return chip;
  }
}
