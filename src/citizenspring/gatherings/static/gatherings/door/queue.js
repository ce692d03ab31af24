// Lines noted at this door, kept until the platform has said what became of each. The key that
// each line is given here makes it one arrival however often it is sent.
const AT_ONCE = 50;
const PATIENCE = 20_000;

export class Queue {
  // ``told(outcome)`` hears of every line that was answered, ``changed(state, count)`` of the rest.
  constructor(store, { take, page, token, told, changed }) {
    Object.assign(this, { store, take, page, token, told, changed });
    this.most = AT_ONCE;
    this.state = "online";
  }

  async add(row) {
    await this.store.put("queue", [row]);
    await this.say();
  }

  async say(state = this.state) {
    this.state = state;
    this.changed(state, (await this.store.all("queue")).length);
  }

  async send() {
    this.more = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.more) {
        this.more = false;
        await this.sendSome();
      }
    } finally {
      this.busy = false;
    }
  }

  async sendSome() {
    const rows = (await this.store.all("queue")).slice(0, this.most);
    if (!rows.length) return;
    let answer;
    let told;
    try {
      answer = await this.post(rows);
      if (answer.status === 403 && (await this.newToken())) answer = await this.post(rows);
      // A hall's network that wants a signature first answers with a page of its own.
      if (answer.ok || answer.status === 422) told = await answer.json();
    } catch {
      await this.say("offline");
      return;
    }
    if (answer.ok) await this.answered(told.rows);
    else if (told) await this.unreadable(rows, told);
    else await this.say(answer.status === 403 ? "sign-in" : "offline");
  }

  post(rows) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
    const signal = AbortSignal.timeout(PATIENCE);
    return fetch(this.take, { method: "POST", headers, body: JSON.stringify({ rows }), signal, redirect: "error" });
  }

  // Somebody signed in since this page was loaded, or it was opened from the phone's own store.
  async newToken() {
    const answer = await fetch(this.page, { signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? this.token;
    return true;
  }

  async answered(outcomes) {
    await this.store.drop("queue", outcomes.map(({ sent }) => sent));
    for (const outcome of outcomes) await this.told(outcome);
    this.more = (await this.store.all("queue")).length > 0;
    await this.say("online");
  }

  // One line that nobody can read must not keep the others.
  async unreadable(rows, { code, sentence }) {
    if (rows.length === 1) return this.answered([{ sent: rows[0].sent, code, sentence }]);
    this.most = 1;
    this.more = true;
  }
}
