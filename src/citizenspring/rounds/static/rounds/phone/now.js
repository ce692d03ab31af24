// The head of the page: the network, the phase, its prompt and the time that is left.
import { minutes } from "./clock.js";
import { setText } from "./lists.js";
import { turnOf } from "./table.js";
import { say } from "./words.js";

const WARNING = 120;
const part = document.querySelector("[data-now]");
const [network, phase, time, progress, prompt, others, said, ahead, over] = ["network", "phase", "time", "progress", "prompt", "others", "said", "ahead", "over"].map(
  (name) => document.querySelector(`[data-${name}]`),
);

export class Now {
  constructor(phone) {
    this.phone = phone;
    this.shown = "";
    this.network = "";
    this.warned = "";
    this.remove = document.querySelector("[data-remove]");
    document.querySelector("[data-plain]").hidden = true;
  }

  drawNetwork(state, table) {
    setText(network, networkLine(state, table));
    network.dataset.network = state;
    // Each card is not announced; that the network went or came back is.
    if (this.network && this.network !== state && state !== "unknown") this.tell(say(state === "there" ? "back" : state));
    this.network = state;
  }

  drawTime(here) {
    const { phase: id, left, ends, isPaused } = here;
    part.classList.toggle("is-paused", isPaused);
    part.classList.toggle("is-ending", Boolean(id) && left < WARNING);
    setText(time, id ? minutes(left) : "");
    const seconds = this.phone.phase(id)?.seconds ?? 0;
    progress.hidden = !seconds;
    progress.value = seconds ? Math.max(0, Math.min(1, 1 - left / seconds)) : 0;
    if (id && !isPaused && left < WARNING && left > 0) this.warn(`${turnOf(here)} ${ends}`);
  }

  warn(which) {
    if (this.warned === which) return;
    this.warned = which;
    this.tell(say("two_minutes"));
    // A browser complains about what shakes before anybody has touched the page.
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([120, 80, 120]);
  }

  drawPhase(here) {
    const title = this.title(here);
    const texts = this.phone.phase(here.phase)?.prompt ?? {};
    const shown = JSON.stringify([title, here.turn, texts]);
    if (shown === this.shown) return;
    if (this.shown) this.tell(title);
    this.shown = shown;
    setText(phase, title);
    const [first, ...rest] = this.phone.languagesOf(texts);
    put(prompt, first, texts[first] ?? "");
    others.hidden = !rest.length;
    const paragraphs = rest.map((code) => {
      const paragraph = document.createElement("p");
      put(paragraph, code, texts[code]);
      return paragraph;
    });
    others.querySelector("div").replaceChildren(...paragraphs);
    prompt.hidden = !texts[first];
    ahead.hidden = Boolean(here.phase) || here.isOver;
    over.hidden = !here.isOver;
    this.remove.hidden = !here.isOver;
  }

  title(here) {
    if (!this.phone.state.run) return say("not_begun");
    if (here.isOver) return say("over");
    if (here.isAhead || !here.phase) return say("begins_soon");
    const name = this.phone.titleOf(here);
    return here.isPaused ? say("paused", { phase: name }) : name;
  }

  tell(text) {
    said.textContent = text;
  }
}

function networkLine(state, { waiting, waitingCards }) {
  if (state === "there") return say(waiting ? "sending" : "saved");
  if (state !== "lost" || !waiting) return say(state);
  return waitingCards.size ? say("waiting_cards", { n: waitingCards.size }) : say("waiting_entries", { n: waiting });
}

function put(element, code, text) {
  element.textContent = text;
  element.lang = code ?? "";
  element.dir = "auto";
}
