// Votes of people without a phone, entered at the table: who, then what she says of each card.
import { copyOf, reconcile, setText } from "./lists.js";
import { turnOf } from "./table.js";
import { say } from "./words.js";

const SEARCHED_FROM = 12;
const MOST_RESISTANCE = 10;
const ZERO = "zero";
// What each kind of phase asks: the kind of fact, and the part of it that holds the answer.
const FACTS = { dots: ["dotted", "dots"], ratings: ["rated", "rating"], consent: ["consented", "objection"], resistance: ["resisted", "resistance"] };

export const isJudged = (kind) => kind in FACTS;

export class Judging {
  constructor(phone) {
    this.phone = phone;
    this.form = document.querySelector("[data-judge]");
    this.list = document.querySelector("[data-judged]");
    this.people = document.querySelector("[data-people]");
    this.search = document.querySelector("[data-search]");
    this.nothing = document.querySelector("[data-no-judging]");
    this.left = document.querySelector("[data-left]");
    this.drawn = "";
    this.people.replaceChildren();
    this.list.replaceChildren();
    this.people.addEventListener("change", ({ target }) => this.choose(target.value));
    this.form.elements.number.addEventListener("change", ({ target }) => this.choose(target.value.trim()));
    this.list.addEventListener("click", ({ target }) => this.count(target.closest("[data-more], [data-less]")));
    this.form.addEventListener("input", () => this.check());
    this.search.addEventListener("input", ({ target }) => this.find(target.value));
  }

  kind() {
    const { kind } = this.phone.entry();
    return isJudged(kind) ? kind : "";
  }

  draw() {
    const kind = this.kind();
    this.form.hidden = !kind;
    this.nothing.hidden = Boolean(kind);
    if (!kind) return;
    this.drawPeople();
    const cards = this.cards();
    const drawn = JSON.stringify([turnOf(this.phone.here), cards]);
    if (drawn === this.drawn) return;
    if (!this.drawn.startsWith(JSON.stringify([turnOf(this.phone.here)]).slice(0, -1))) this.list.replaceChildren();
    this.drawn = drawn;
    this.search.hidden = cards.length < SEARCHED_FROM;
    reconcile(this.list, cards, { keyOf: ({ key }) => key, make: ({ key }) => this.make(key, kind), fill });
    this.check();
  }

  // The table's own first: those are what people there remember.
  cards() {
    const { ballot, zero, table } = this.phone.state;
    const cards = ballot ?? [];
    const nothing = zero ? [{ key: ZERO, text: say("zero"), language: document.documentElement.lang, table: 0 }] : [];
    return [...nothing, ...cards.filter((card) => card.table === table.number), ...cards.filter((card) => card.table !== table.number)];
  }

  drawPeople() {
    const { votes } = this.phone.table;
    const isListed = Boolean(this.phone.state.seats?.length);
    this.form.elements.number.closest("label").hidden = isListed;
    this.form.elements.number.required = !isListed;
    reconcile(this.people, this.phone.state.seats ?? [], {
      keyOf: ({ by }) => by,
      make: () => copyOf("a-person"),
      fill: (element, { by, name, has_vote: hasVote }) => {
        const input = element.querySelector("input");
        input.value = by;
        input.disabled = !hasVote;
        setText(element.querySelector("[data-number]"), by);
        setText(element.querySelector("[data-name]"), name);
        element.querySelector("[data-done]").hidden = !(by in votes);
      },
    });
  }

  make(key, kind) {
    const element = copyOf(`judged-${kind}`);
    for (const field of element.querySelectorAll("[name]")) field.name = `${field.name.split("-")[0]}-${key}`;
    const scale = element.querySelector("[data-scale]");
    if (scale) scale.append(...this.marks(kind).map((mark) => markOf(key, mark)));
    for (const button of element.querySelectorAll("[data-more], [data-less]")) button.hidden = false;
    const dots = element.querySelector("[type=number]");
    if (dots) dots.max = this.phone.entry().most_on_one;
    return element;
  }

  marks(kind) {
    const [first, last] = kind === "resistance" ? [0, MOST_RESISTANCE] : [1, this.phone.entry().highest];
    return Array.from({ length: last - first + 1 }, (_, step) => first + step);
  }

  choose(person) {
    const answers = this.phone.table.votes[person] ?? {};
    for (const element of this.list.children) this.put(element.dataset.key, answers[element.dataset.key]);
    this.check();
  }

  put(key, answer) {
    const isConsent = this.kind() === "consent";
    const value = isConsent && answer !== undefined ? (answer ? "objects" : "consents") : String(answer ?? "");
    for (const field of this.form.querySelectorAll(`[name="answer-${key}"]`)) {
      if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
    if (isConsent) this.form.elements[`why-${key}`].value = answer ?? "";
  }

  answer(key) {
    const { value } = this.form.elements[`answer-${key}`];
    if (value === "") return this.kind() === "dots" ? 0 : null;
    if (this.kind() !== "consent") return Number(value);
    return value === "objects" ? this.form.elements[`why-${key}`].value.trim() : "";
  }

  count(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const field = button.closest("li").querySelector("[type=number]");
    const wanted = Number(field.value) + ("more" in button.dataset ? 1 : -1);
    field.value = Math.max(0, Math.min(Number(field.max), wanted));
    this.check();
  }

  // How many dots are left; an objection asks for its reason.
  check() {
    const kind = this.kind();
    if (kind === "consent") for (const { key } of this.cards()) this.askWhy(key);
    if (kind === "dots") this.checkDots();
    else setText(this.left, "");
  }

  checkDots() {
    const fields = [...this.list.querySelectorAll("[type=number]")];
    const left = this.phone.entry().most - fields.reduce((sum, field) => sum + Number(field.value), 0);
    setText(this.left, say(left < 0 ? "too_many_dots" : "dots_left", { n: Math.abs(left) }));
    for (const field of fields) {
      const isFull = left <= 0 || Number(field.value) >= Number(field.max);
      field.closest("li").querySelector("[data-more]").setAttribute("aria-disabled", isFull);
      field.closest("li").querySelector("[data-less]").setAttribute("aria-disabled", !Number(field.value));
      field.setCustomValidity(left < 0 ? say("too_many_dots", { n: -left }) : "");
    }
  }

  askWhy(key) {
    const why = this.form.elements[`why-${key}`];
    why.required = this.form.elements[`answer-${key}`].value === "objects";
    why.closest("label").hidden = !why.required;
  }

  find(words) {
    const wanted = words.toLocaleLowerCase();
    for (const element of this.list.children) element.hidden = !element.textContent.toLocaleLowerCase().includes(wanted);
  }

  // Only what differs from what is known is sent; dots that are taken back go first.
  async judge() {
    const by = this.form.elements.person?.value || this.form.elements.number.value.trim();
    const [kind, part] = FACTS[this.kind()] ?? [];
    if (!kind || !by) return;
    const known = this.phone.table.votes[by] ?? {};
    // Of people who are on no list nothing is known: that there is no dot is then said too.
    const nothing = part === "dots" && this.phone.state.seats?.length ? 0 : undefined;
    const { phase, turn } = this.phone.here;
    const answers = this.cards().map(({ key }) => [key, this.answer(key)]);
    const news = answers.filter(([key, answer]) => answer !== null && answer !== (known[key] ?? nothing));
    news.sort(([one, a], [other, b]) => (part === "dots" ? a - (known[one] ?? 0) - (b - (known[other] ?? 0)) : 0));
    const facts = news.map(([card, answer]) => this.phone.fact(kind, { phase, turn, by, card, [part]: answer }));
    if (facts.length) await this.phone.queue.add(this.phone.state.run.id, ...facts);
    this.form.reset();
    for (const { key } of this.cards()) this.put(key);
    this.check();
    this.phone.toast(say("vote_kept"));
    (this.people.querySelector("input:not(:disabled)") ?? this.form.elements.number).focus();
  }
}

function fill(element, { text, language, table }) {
  const said = element.querySelector("[data-text]");
  setText(said, text);
  said.lang = language;
  setText(element.querySelector("[data-from]"), table ? say("table", { table }) : "");
}

function markOf(key, mark) {
  const chip = copyOf("a-mark");
  const input = chip.querySelector("input");
  input.name = `answer-${key}`;
  input.value = mark;
  chip.querySelector("span").textContent = mark;
  return chip;
}
