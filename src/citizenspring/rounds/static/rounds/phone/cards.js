// The table's cards by phase: changed, moved, taken back, and taken along.
import { makeSortable } from "./drag.js";
import { copyOf, reconcile, setText } from "./lists.js";
import { inOrder, positionBetween, turnOf } from "./table.js";
import { say } from "./words.js";

const phases = document.querySelector("[data-phases]");
const empty = document.querySelector("[data-empty]");

export class Cards {
  constructor(phone) {
    this.phone = phone;
    this.isHeld = () => false;
    this.open = "";
    phases.replaceChildren();
  }

  draw() {
    if (this.isHeld()) return;
    const { table, here } = this.phone;
    const groups = this.phone.cardTurns();
    reconcile(phases, groups, { keyOf: turnOf, make: () => this.makePhase(), fill: (element, group) => this.fillPhase(element, group) });
    empty.hidden = table.cards.size > 0;
    setText(empty, say(groups.length ? "no_card" : "cards_later"));
    const now = turnOf(here);
    if (now !== this.open) this.openOnly(now);
  }

  openOnly(now) {
    this.open = now;
    const entry = this.phone.entry();
    const isWanted = (name) => name === now || name.startsWith(`${entry.of}.`);
    for (const group of phases.children) group.open = isWanted(group.dataset.key) || group === phases.lastElementChild;
  }

  makePhase() {
    const group = copyOf("a-phase");
    const list = group.querySelector("[data-cards]");
    const isHeld = makeSortable(list, (card) => this.dropped(list, card));
    const before = this.isHeld;
    this.isHeld = () => before() || isHeld();
    return group;
  }

  fillPhase(group, { phase, turn }) {
    const cards = this.cardsOf(phase, turn);
    setText(group.querySelector("[data-name]"), this.phone.titleOf({ phase, turn }));
    setText(group.querySelector("[data-count]"), String(cards.length));
    reconcile(group.querySelector("[data-cards]"), cards, {
      keyOf: ({ key }) => key,
      make: () => copyOf("a-card"),
      fill: (element, card) => this.fillCard(element, card),
      isBusy: (element) => isTypedIn(element),
    });
  }

  cardsOf(phase, turn) {
    return inOrder([...this.phone.table.cards.values()].filter((card) => card.phase === phase && card.turn === turn));
  }

  fillCard(element, card) {
    const mark = (name, text) => {
      const tag = element.querySelector(`[data-${name}]`);
      tag.hidden = !text;
      if (typeof text === "string") setText(tag, text);
    };
    const text = element.querySelector("[data-text]");
    setText(text, card.text);
    text.lang = card.language;
    mark("language", card.language);
    mark("theme", card.theme);
    mark("late", card.is_late);
    mark("beside", card.beside);
    mark("hidden", card.is_hidden);
    mark("waits", this.phone.queue.network === "lost" && this.phone.table.waitingCards.has(card.key));
    element.querySelector("[data-handle]").hidden = false;
    if (!isTypedIn(element)) fillForm(element, card);
    this.fillPick(element, card);
  }

  fillPick(element, card) {
    const entry = this.phone.entry();
    const form = element.querySelector(".phone-pick");
    const isPicked = this.phone.picked().includes(card.key);
    form.hidden = entry.kind !== "picks" || entry.of !== card.phase;
    form.querySelector("button").setAttribute("aria-pressed", isPicked);
    element.classList.toggle("is-picked", isPicked && !form.hidden);
  }

  async change(form) {
    const { table } = this.phone;
    const card = table.cards.get(keyOf(form));
    const said = { text: form.elements.text.value.trim(), language: form.elements.language.value, theme: form.elements.theme.value.trim() };
    // Somebody took it back while it was being changed: what was typed is a card of its own.
    if (!card) await this.phone.addCard(said);
    else await this.phone.add("card", { ...this.turnFor(card), ...said, card: card.key, knows: form.elements.base.value });
    form.elements.text.defaultValue = said.text;
    form.closest("details").open = false;
    form.closest("details").querySelector("summary").focus();
  }

  // Improved in its own phase, or in the one that runs where that is what it is for.
  turnFor(card) {
    const entry = this.phone.entry();
    const { phase, turn } = entry.kind === "amends" && entry.of === card.phase ? this.phone.here : card;
    return { phase, turn };
  }

  async takeBack(form) {
    const card = this.phone.table.cards.get(keyOf(form));
    if (!card) return;
    const { phase, turn, language, theme } = card;
    const gone = { phase, turn, language, theme, card: card.key };
    const knows = await this.phone.add("card", { ...gone, text: "", knows: card.revision });
    this.phone.toast(say("taken_back"), say("undo"), () => this.phone.add("card", { ...gone, text: card.text, position: card.position, knows }));
  }

  async move(form, isUp) {
    const card = this.phone.table.cards.get(keyOf(form));
    const order = this.cardsOf(card.phase, card.turn);
    const place = order.findIndex((one) => one.key === card.key) + (isUp ? -1 : 1);
    if (place < 0 || place >= order.length) return;
    const position = isUp ? positionBetween(order[place - 1], order[place]) : positionBetween(order[place], order[place + 1]);
    await this.place(card, position);
  }

  dropped(list, element) {
    const near = (sibling) => this.phone.table.cards.get(sibling?.dataset.key);
    const card = near(element);
    const [before, after] = [near(element.previousElementSibling), near(element.nextElementSibling)];
    const position = positionBetween(before, after);
    const isThere = (!before || before.position < card.position) && (!after || card.position < after.position);
    if (!isThere) this.place(card, position);
    else this.draw();
  }

  place({ key, phase, turn }, position) {
    return this.phone.add("moved", { phase, turn, card: key, position });
  }

  async pick(form) {
    const key = keyOf(form);
    const before = this.phone.picked();
    const cards = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
    const { most } = this.phone.entry();
    if (most && cards.length > most) return this.phone.toast(say("enough_picks", { n: most }));
    const { phase, turn } = this.phone.here;
    return this.phone.add("picked", { phase, turn, cards });
  }
}

const keyOf = (form) => form.closest("[data-key]").dataset.key;

function isTypedIn(element) {
  const { text } = element.querySelector("form").elements;
  return element.querySelector("details").open && text.value !== text.defaultValue;
}

function fillForm(element, card) {
  const fields = element.querySelector("form").elements;
  if (element.querySelector("details").open && fields.base.value === card.revision) return;
  fields.text.defaultValue = fields.text.value = card.text;
  fields.language.value = card.language;
  fields.theme.value = card.theme;
  fields.base.value = card.revision;
}
