// Hears at once of what the organiser and the other phones of the table do. It only hastens:
// whatever is missed comes with the next sending.
const REFUSED_PAUSE = 15_000;

export class Live {
  constructor(heard) {
    this.heard = heard;
    this.topics = [];
    this.sources = new Map();
    document.addEventListener("visibilitychange", () => this.follow());
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", () => this.follow());
  }

  listen(topics) {
    this.topics = topics;
    this.follow();
  }

  // A phone in a pocket hears nothing, and leaves its place to another.
  follow() {
    const wanted = document.hidden ? [] : this.topics;
    for (const [topic, source] of this.sources) {
      if (wanted.includes(topic)) continue;
      source.close();
      this.sources.delete(topic);
    }
    for (const topic of wanted) if (!this.sources.has(topic)) this.open(topic);
  }

  open(topic, comesBack = false) {
    const source = new EventSource(`/live/${topic}`);
    source.addEventListener("message", ({ data }) => {
      const { event, ...facts } = JSON.parse(data);
      this.heard(event, facts);
    });
    source.addEventListener("open", () => {
      if (comesBack) this.heard("again", {});
      comesBack = false;
    });
    source.addEventListener("error", () => {
      comesBack = true;
      if (source.readyState !== EventSource.CLOSED) return;
      this.sources.delete(topic);
      setTimeout(() => this.follow(), REFUSED_PAUSE * (1 + Math.random()));
    });
    this.sources.set(topic, source);
  }

  close() {
    for (const source of this.sources.values()) source.close();
    this.sources.clear();
  }
}
