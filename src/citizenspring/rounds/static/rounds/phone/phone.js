// The facilitator's page with scripts: everything is kept on this phone first and sent when there
// is a network. Where the phone can keep nothing, the plain forms stay as they are.
import { Cards } from "./cards.js";
import { ServerClock, standing } from "./clock.js";
import { forgetPages, keepPage, stayAwake } from "./device.js";
import { isJudged, Judging } from "./judging.js";
import { newKey } from "./keys.js";
import { Live } from "./live.js";
import { Notes } from "./notes.js";
import { Now } from "./now.js";
import { Queue } from "./queue.js";
import { Seats } from "./seats.js";
import { Slips, Toast } from "./slips.js";
import { Store } from "./store.js";
import { inOrder, positionBetween, tableFrom, turnOf } from "./table.js";
import { Tabs } from "./tabs.js";
import { Writer } from "./writer.js";

const { dataset } = document.querySelector(".phone-head");
const onPage = (id) => JSON.parse(document.getElementById(id).textContent);
const SPREAD = 2000;
const NOTHING = { kind: "none", of: "" };

class Phone {
  constructor(store) {
    this.store = store;
    this.notes = new Notes(dataset.key);
    this.queue = new Queue(store, dataset);
    this.clock = new ServerClock();
    this.live = new Live((event, facts) => this.heard(event, facts));
    this.now = new Now(this);
    this.slips = new Slips(this);
    this.toastBar = new Toast();
    this.turn = null;
    this.seatsHere = Number(dataset.seatCount);
  }

  async begin() {
    await this.read();
    this.queue.addEventListener("change", () => this.refresh());
    this.queue.addEventListener("network", () => this.draw());
    document.addEventListener("submit", (event) => this.submit(event));
    this.now.remove.addEventListener("click", () => this.remove());
    this.draw();
    this.queue.begin();
    setInterval(() => this.tick(), 1000);
    document.documentElement.dataset.phone = "ready";
  }

  showTools() {
    this.tabs = new Tabs();
    this.cards = new Cards(this);
    this.writer = new Writer(this);
    this.seats = new Seats(this);
    this.judgingPart = new Judging(this);
  }

  async read() {
    const { state, at, facts } = await this.store.read();
    const isLater = this.told?.run === state.run?.id && this.told?.now > state.now;
    this.state = isLater ? { ...state, clock: this.told } : state;
    this.table = tableFrom(state, facts);
    if (at !== this.heardAt) this.clock.heard(state.now, at);
    this.heardAt = at;
  }

  async refresh() {
    await this.read();
    this.draw();
  }

  draw() {
    this.here = standing(this.state, this.clock.now());
    this.now.drawNetwork(this.queue.network, this.table);
    this.now.drawPhase(this.here);
    this.now.drawTime(this.here);
    this.slips.draw(this.table.refused);
    this.follow();
    if (!this.state.run) return;
    if (!this.cards) this.showTools();
    this.enterTurn();
    this.cards.draw();
    this.writer.draw();
    this.seats.draw();
    this.judgingPart.draw();
  }

  tick() {
    const before = this.here;
    this.here = standing(this.state, this.clock.now());
    if (turnOf(before) !== turnOf(this.here) || before.isOver !== this.here.isOver) this.draw();
    else this.now.drawTime(this.here);
    if (this.seats?.now) this.seats.draw();
  }

  // What a new turn asks for comes to the front by itself.
  enterTurn() {
    const turn = turnOf(this.here);
    if (turn === this.turn) return;
    if (this.turn !== null) {
      this.seats.endTurn();
      // Nobody announces the end of a phase; what the next one asks comes from the server.
      this.askSoon();
    }
    this.turn = turn;
    this.writer.isLateWanted = false;
    const { kind } = this.entry();
    stayAwake(Boolean(this.here.phase));
    if (kind !== "none") this.tabs.show(isJudged(kind) ? "judging" : kind === "speaking" ? "speaking" : "cards");
  }

  follow() {
    const { run } = this.state;
    const isOn = run && !run.ended;
    this.live.listen(isOn ? [run.topic, this.state.table.topic] : [dataset.topic]);
  }

  heard(event, facts) {
    if (event === "clock" && facts.run === this.state.run?.id) {
      this.told = facts;
      this.clock.heard(facts.now);
      this.refresh();
    }
    if (event !== "table") this.askSoon();
    else if (!this.queue.sent.has(facts.last)) this.queue.send();
  }

  // What all phones hear at once each asks about at a moment of its own.
  askSoon() {
    setTimeout(() => this.queue.send(), Math.random() * SPREAD);
  }

  submit(event) {
    const form = event.target;
    if (!form.matches("[data-act]")) return;
    event.preventDefault();
    const acts = {
      write: () => this.writer.write(),
      change: () => this.cards.change(form),
      "take-back": () => this.cards.takeBack(form),
      up: () => this.cards.move(form, true),
      down: () => this.cards.move(form, false),
      pick: () => this.cards.pick(form),
      judge: () => this.judgingPart.judge(),
    };
    acts[event.submitter.value]();
  }

  // Every fact gets its key here, once and for all.
  fact(kind, said) {
    return { key: newKey(), kind, said_at: Date.now() / 1000, ...said };
  }

  async add(kind, said) {
    const fact = this.fact(kind, said);
    await this.queue.add(this.state.run.id, fact);
    return fact.key;
  }

  async addCard(said) {
    const { phase, turn } = this.writingTurn();
    const last = inOrder(this.table.cards.values()).at(-1);
    await this.add("card", { phase, turn, ...said, card: newKey(), knows: null, position: positionBetween(last, null) });
    await this.read();
    this.draw();
  }

  showLastCard() {
    document.querySelector("[data-phases] details[open]:last-of-type [data-cards] > :last-child")?.scrollIntoView({ block: "nearest" });
  }

  phase(id) {
    return this.state.phases?.find((phase) => phase.id === id);
  }

  entry() {
    return this.phase(this.here.phase)?.entry ?? NOTHING;
  }

  picked() {
    return this.table.picks[turnOf(this.here)] ?? [];
  }

  // Turns that ask for cards and have begun by now, or of which there are cards.
  cardTurns() {
    const { phase, turn } = this.here;
    const begun = (this.state.spans ?? []).filter((span) => span.begins <= this.clock.now() || (span.phase === phase && span.turn === turn));
    const found = new Map();
    for (const one of [...begun, ...this.table.cards.values()]) {
      if (this.phase(one.phase)?.entry.kind === "cards") found.set(turnOf(one), { phase: one.phase, turn: one.turn });
    }
    return [...found.values()];
  }

  writingTurn() {
    const turns = this.cardTurns();
    return turns.find((one) => turnOf(one) === turnOf(this.here)) ?? turns.at(-1) ?? null;
  }

  // A turn that came back says so by its number.
  titleOf({ phase, turn }) {
    return turn > 1 ? `${this.nameOf(phase)} (${turn})` : this.nameOf(phase);
  }

  nameOf(id) {
    const texts = this.phase(id)?.name ?? {};
    return texts[this.languagesOf(texts)[0]] ?? "";
  }

  // The reader's language first, then the gathering's, then whatever there is.
  languagesOf(texts) {
    const wanted = [document.documentElement.lang, ...this.state.gathering.languages];
    const known = [...new Set(wanted)].filter((code) => texts[code]);
    return known.length ? known : Object.keys(texts).slice(0, 1);
  }

  // After the day: nothing of the table stays on this phone.
  async remove() {
    const gone = await this.store.tidy(dataset.key);
    await forgetPages(gone);
    this.notes.forget();
    location.assign(dataset.gathering);
  }

  toast(...said) {
    this.toastBar.show(...said);
    this.now.tell(said[0]);
  }
}

async function begin() {
  let store;
  try {
    store = await Store.open(dataset.key);
    await store.settle({ state: onPage("state") });
  } catch (problem) {
    if (problem instanceof DOMException) return;
    throw problem;
  }
  await new Phone(store).begin();
  keepPage(dataset.worker);
  await forgetPages(await store.tidy());
}

if ("indexedDB" in window) begin();
