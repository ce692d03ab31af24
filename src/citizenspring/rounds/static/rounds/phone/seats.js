// Speaking time by seat, hands, and the hint who might be next.
import { minutes } from "./clock.js";
import { nextSpeaker } from "./hint.js";
import { copyOf, reconcile, setText } from "./lists.js";
import { turnOf } from "./table.js";
import { say } from "./words.js";

const MOST_SEATS = 30;
const LONGEST = 30 * 60 * 1000;

export class Seats {
  constructor(phone) {
    this.phone = phone;
    this.list = document.querySelector("[data-seats]");
    this.hint = document.querySelector("[data-hint]");
    this.hands = [];
    this.now = goesOn(phone.notes.get("speaking"), phone.here);
    this.list.addEventListener("click", (event) => this.press(event.target.closest("button")));
    document.querySelector("[data-seat-more]").addEventListener("click", () => {
      phone.notes.set("seats", Math.min(MOST_SEATS, this.seats().length + 1));
      this.draw();
    });
  }

  // Those who sit here by name; seats without one have a number.
  seats() {
    const people = (this.phone.state.seats ?? []).map(({ by, name }) => ({ by, name }));
    const count = Math.max(people.length || this.phone.seatsHere, this.phone.notes.get("seats", 0));
    const more = Array.from({ length: count - people.length }, (_, step) => ({ by: `seat-${people.length + step + 1}`, name: "" }));
    return [...people, ...more].map((seat, place) => ({ ...seat, number: place + 1 }));
  }

  // Where a phase does not ask who spoke, the phone counts for itself alone.
  spoken() {
    const isAsked = this.phone.entry().kind === "speaking";
    const found = isAsked ? new Map(this.phone.table.spoken) : new Map(Object.entries(this.keptHere(turnOf(this.phone.here))));
    if (this.now) found.set(this.now.by, (found.get(this.now.by) ?? 0) + (Date.now() - this.now.since) / 1000);
    return found;
  }

  keptHere(turn) {
    const kept = this.phone.notes.get("spoken", {});
    return kept.turn === turn ? kept.seats : {};
  }

  press(button) {
    if (!button) return;
    const by = button.closest("li").dataset.key;
    if ("hand" in button.dataset) this.raise(by);
    else this.speak(by);
    this.draw();
  }

  raise(by) {
    this.hands = this.hands.includes(by) ? this.hands.filter((one) => one !== by) : [...this.hands, by];
  }

  speak(by) {
    const before = this.now;
    const { phase, turn } = this.phone.here;
    this.begin(before?.by === by ? null : { by, since: Date.now(), phase, turn });
    this.hands = this.hands.filter((one) => one !== by);
    if (before) this.keep(before);
  }

  begin(now) {
    this.now = now;
    this.phone.notes.set("speaking", now);
  }

  // A turn that ends while somebody speaks ends her count with it.
  endTurn() {
    const before = this.now;
    this.begin(null);
    this.hands = [];
    if (before) this.keep(before);
  }

  keep({ by, since, phase, turn }) {
    const seconds = Math.round((Date.now() - since) / 100) / 10;
    if (seconds < 1) return;
    if (this.phone.phase(phase)?.entry.kind === "speaking") this.phone.add("spoke", { phase, turn, by, seconds });
    else this.keepHere(turnOf({ phase, turn }), by, seconds);
  }

  keepHere(turn, by, seconds) {
    const seats = this.keptHere(turn);
    this.phone.notes.set("spoken", { turn, seats: { ...seats, [by]: (seats[by] ?? 0) + seconds } });
  }

  draw() {
    const spoken = this.spoken();
    const seats = this.seats();
    reconcile(this.list, seats, { keyOf: ({ by }) => by, make: () => copyOf("a-seat"), fill: (element, seat) => this.fill(element, seat, spoken) });
    setText(this.hint, this.hintFrom(seats, spoken));
  }

  fill(element, seat, spoken) {
    const isSpeaking = this.now?.by === seat.by;
    setText(element.querySelector("[data-seat]"), String(seat.number));
    setText(element.querySelector("[data-who]"), seat.name);
    setText(element.querySelector("[data-spoken]"), minutes(spoken.get(seat.by) ?? 0));
    setText(element.querySelector("[data-hand-label]"), say("hand", { seat: called(seat) }));
    element.querySelector("[data-speak]").setAttribute("aria-pressed", isSpeaking);
    element.querySelector("[data-hand]").setAttribute("aria-pressed", this.hands.includes(seat.by));
    element.classList.toggle("is-speaking", isSpeaking);
  }

  hintFrom(seats, spoken) {
    const others = seats.map(({ by }) => by).filter((by) => by !== this.now?.by);
    const waiting = this.hands.filter((by) => others.includes(by));
    if (!waiting.length && !spoken.size) return "";
    const next = nextSpeaker(waiting.length ? waiting : others, spoken);
    const seat = seats.find(({ by }) => by === next);
    return seat ? say(waiting.length ? "next" : "least", { seat: called(seat) }) : "";
  }
}

// Who spoke when the page was closed still does, in the same turn and within reason.
function goesOn(before, here) {
  const isOne = before && turnOf(before) === turnOf(here) && Date.now() - before.since < LONGEST;
  return isOne ? before : null;
}

const called = ({ number, name }) => (name ? `${number} (${name})` : String(number));
