// Live pieces of a page: an element with data-live-topic listens at /live/<topic>; when told, it
// fetches data-live-url and takes the answer as its new content. data-live-events, if given, names
// the events that matter. Without scripts the page stays readable, and whatever stands in
// data-live-refresh (a link that loads the page anew) is there for that.
const SPREAD = 700;
const pieces = [];
const sources = new Map();

class LivePiece {
  constructor(element) {
    this.element = element;
    this.topic = element.dataset.liveTopic;
    this.url = element.dataset.liveUrl;
    this.events = element.dataset.liveEvents?.split(" ");
    this.waiting = false;
    this.again = false;
  }

  hear(event) {
    if (!this.events || event === "again" || this.events.includes(event)) this.told();
  }

  // Everyone is told at the same moment: each waits a little of its own, and asks one at a time.
  told() {
    if (document.hidden || this.waiting) {
      this.again = true;
      return;
    }
    this.waiting = true;
    setTimeout(() => this.look(), Math.random() * SPREAD);
  }

  shown() {
    if (this.again && !this.waiting) {
      this.again = false;
      this.told();
    }
  }

  async look() {
    this.again = false;
    try {
      const headers = { "X-Fragment": "1" };
      const answer = await fetch(this.url, { headers, credentials: "same-origin" });
      if (answer.ok) this.show(await answer.text());
    } catch {
      // The next event, or the reconnection, asks again.
    }
    this.waiting = false;
    this.shown();
  }

  show(html) {
    const focused = this.element.contains(document.activeElement) && document.activeElement.id;
    this.element.innerHTML = html;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.element.dispatchEvent(new CustomEvent("live:shown", { bubbles: true }));
  }
}

function open(topic) {
  if (sources.has(topic)) return;
  const source = new EventSource(`/live/${topic}`);
  source.addEventListener("message", ({ data }) => {
    const { event } = JSON.parse(data);
    for (const piece of pieces) if (piece.topic === topic) piece.hear(event);
  });
  sources.set(topic, source);
}

export function listen(element) {
  const piece = new LivePiece(element);
  pieces.push(piece);
  open(piece.topic);
}

addEventListener("visibilitychange", () => {
  if (!document.hidden) for (const piece of pieces) piece.shown();
});

// A page left for another gives its place back at once, and takes one again when it is returned to.
addEventListener("pagehide", () => {
  for (const source of sources.values()) source.close();
  sources.clear();
});
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const piece of pieces) {
    open(piece.topic);
    piece.told();
  }
});

for (const link of document.querySelectorAll("[data-live-refresh]")) link.hidden = true;
for (const element of document.querySelectorAll("[data-live-topic]")) listen(element);
