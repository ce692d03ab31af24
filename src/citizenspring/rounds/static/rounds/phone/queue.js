// Sends the facts that wait, in their order, and brings the state home. One sending at a time on
// the phone as a whole; what is sent twice is taken once, for every fact has its own key.
const MOST = 200;
const EVERY_MILLISECONDS = 10_000;
// Where all is well the live stream says what is new; this is for what it may have missed.
const ASK_MILLISECONDS = 60_000;
const PATIENCE_MILLISECONDS = 20_000;
// Answers to what was sent, and not to how the server is or how often it is asked.
const FAULTY = new Set([400, 413, 422]);
const CLOSED = new Set([403, 404, 410]);

export class Queue extends EventTarget {
  constructor(store, address) {
    super();
    this.store = store;
    this.address = address;
    this.network = navigator.onLine ? "unknown" : "lost";
    this.isSending = false;
    this.isWanted = false;
    this.most = MOST;
    this.sent = new Set();
    this.heardAt = 0;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`citizenspring-${store.table}`) : null;
    this.channel?.addEventListener("message", () => this.dispatchEvent(new Event("change")));
  }

  begin() {
    addEventListener("online", () => this.send());
    addEventListener("offline", () => this.note("lost"));
    addEventListener("pageshow", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    setInterval(() => this.sendIfNeeded(), EVERY_MILLISECONDS);
    this.send();
  }

  async sendIfNeeded() {
    const { facts } = await this.store.read();
    const isQuiet = Date.now() - this.heardAt > ASK_MILLISECONDS;
    if (isQuiet || this.network !== "there" || facts.some((row) => !row.refused)) this.send();
  }

  // Kept first, then sent: once this resolves the facts are on the phone's disk.
  async add(run, ...facts) {
    await this.store.add(run, facts);
    this.changed();
    this.send();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
    this.channel?.postMessage("change");
  }

  note(network) {
    const isNew = network !== this.network;
    this.network = network;
    if (isNew) this.dispatchEvent(new Event("network"));
  }

  async send() {
    this.isWanted = true;
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        await this.alone(() => this.sendAll());
      }
    } finally {
      this.isSending = false;
    }
  }

  // Two windows of one browser share what waits; one of them sends.
  alone(act) {
    if (!navigator.locks) return act();
    return navigator.locks.request(`citizenspring-${this.store.table}`, act);
  }

  async sendAll() {
    const tried = new Set();
    this.isFresh = false;
    try {
      let rows = await this.waiting(tried);
      while (rows.length && (await this.sendSome(rows, tried))) rows = await this.waiting(tried);
      if (!rows.length && !this.isFresh) await this.hear(await this.ask());
    } catch (problem) {
      // No answer, or one broken off: the facts stay and are sent again with the same keys.
      if (!(problem instanceof TypeError || problem instanceof DOMException || problem instanceof SyntaxError)) throw problem;
      this.note("lost");
    }
  }

  async waiting(tried) {
    const { facts } = await this.store.read();
    const rows = facts.filter((row) => !row.refused && !tried.has(row.fact.key));
    // A day has several runs; each sending is about one.
    return rows.filter((row) => row.run === rows[0].run).slice(0, this.most);
  }

  // Whether it is worth to go on.
  async sendSome(rows, tried) {
    const answer = await this.ask(rows);
    if (FAULTY.has(answer.status)) return this.divide(rows);
    if (!(await this.hear(answer, rows))) return false;
    for (const row of rows) tried.add(row.fact.key);
    this.most = MOST;
    return true;
  }

  async ask(rows = []) {
    const signal = "timeout" in AbortSignal ? AbortSignal.timeout(PATIENCE_MILLISECONDS) : undefined;
    const ballot = (await this.store.read()).state?.ballot_version ?? "";
    if (!rows.length) return fetch(`${this.address.state}?${new URLSearchParams({ ballot })}`, { signal, cache: "no-store" });
    for (const { fact } of rows) this.sent.add(fact.key);
    const body = JSON.stringify({ run: rows[0].run, ballot, facts: rows.map((row) => row.fact) });
    const headers = { "Content-Type": "application/json" };
    return fetch(this.address.sync, { method: "POST", headers, body, signal });
  }

  async hear(answer, rows = []) {
    if (!answer.ok) {
      this.note(CLOSED.has(answer.status) ? "closed" : "lost");
      return false;
    }
    const found = await answer.json();
    const run = rows[0]?.run;
    const { state, taken, refused } = run ? found : { state: found, taken: [], refused: [] };
    const { state: before } = await this.store.read();
    // Nobody has to decide about a speaking time that came too late: it is only a hint.
    const hints = rows.filter(({ fact }) => fact.kind === "spoke").map(({ fact }) => fact.key);
    const lost = refused.filter(({ key, again }) => !again && hints.includes(key)).map(({ key }) => key);
    // Facts of an earlier run bring back that run's state: it is not what this table does now.
    const isOfNow = !run || !before?.run || before.run.id === run;
    await this.store.settle({
      state: isOfNow ? state : null,
      taken: new Set([...taken, ...lost]),
      refused: new Map(refused.filter(({ again }) => !again).map(({ key, sentence }) => [key, sentence])),
    });
    this.isFresh ||= isOfNow;
    this.heardAt = Date.now();
    this.note("there");
    this.changed();
    return true;
  }

  // One fact that cannot be read must not hold up the others: it is found by halves and set aside.
  async divide(rows) {
    if (rows.length > 1) this.most = Math.ceil(rows.length / 2);
    else {
      await this.store.settle({ refused: new Map([[rows[0].fact.key, "unreadable"]]) });
      this.most = MOST;
      this.changed();
    }
    return true;
  }
}
