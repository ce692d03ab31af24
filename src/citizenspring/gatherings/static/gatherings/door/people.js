// The list of the doors on this phone: fresh while there is network, searched without.
const MOST = 20;
const WHOLE_EVERY = 5 * 60_000;
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
export const plainTicket = (signs) => signs.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").slice(0, 40);

export class People {
  constructor(store, address) {
    Object.assign(this, { store, address, known: new Map() });
  }

  async load() {
    for (const one of await this.store.all("people")) this.known.set(one.id, one);
    this.asked = await this.store.get("facts", "list");
  }

  // Says how the line to the platform is. Undone arrivals are in no list of changes, so the whole list comes every few minutes.
  async refresh() {
    const isStale = !this.asked || Date.now() - this.asked.whole > WHOLE_EVERY;
    const after = isStale ? "" : `?after=${encodeURIComponent(this.asked.at)}`;
    const answer = await fetch(this.address + after, { signal: AbortSignal.timeout(10_000), redirect: "error" });
    if (!answer.ok) return answer.status === 403 ? "sign-in" : "offline";
    const { at, whole, people } = await answer.json();
    if (whole) this.known.clear();
    for (const one of people) this.known.set(one.id, one);
    this.asked = { name: "list", at, whole: whole ? Date.now() : this.asked.whole };
    await (whole ? this.store.replace("people", people) : this.store.put("people", people));
    await this.markWaiting();
    await this.store.put("facts", [this.asked]);
    return "online";
  }

  // Who waits in the queue is in, though the platform does not know it yet.
  async markWaiting() {
    for (const row of await this.store.all("queue")) await this.mark(this.holder(row.ticket), row);
  }

  async mark(one, { said_at: since, door }) {
    if (!one || one.since) return;
    Object.assign(one, { since, door });
    await this.store.put("people", [one]);
  }

  async unmark(one) {
    if (!one) return;
    one.since = null;
    await this.store.put("people", [one]);
  }

  holder(ticket) {
    if (!ticket) return undefined;
    for (const one of this.known.values()) if (one.ticket === ticket) return one;
    return undefined;
  }

  called(words) {
    const asked = plain(words).split(/\s+/).filter(Boolean);
    if (!asked.length) return [];
    const fits = ({ name, number }) => asked.every((word) => plain(name).includes(word)) || words.trim() === String(number);
    return [...this.known.values()].filter(fits).sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST);
  }
}
