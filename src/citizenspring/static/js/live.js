// Live pieces of a page: an element with data-live-topic listens at /live/<topic>; when told, it
// fetches data-live-url and takes the answer as its new content. data-live-events, if given, names
// the events that matter; data-live-spread, within how many milliseconds a crowd asks. Without
// scripts the page stays readable, and whatever stands in data-live-refresh (a link that loads the
// page anew) is there for that.
const SPREAD = 700;
const FAILED_PAUSE = 3_000;
const REFUSED_PAUSE = 15_000;
const pieces = [];
const sources = new Map();

function hideRefresh(within) {
  for (const link of within.querySelectorAll("[data-live-refresh]")) link.hidden = true;
}

class LivePiece {
  constructor(element) {
    this.element = element;
    this.topic = element.dataset.liveTopic;
    this.url = element.dataset.liveUrl;
    this.spread = Number(element.dataset.liveSpread) || SPREAD;
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
    setTimeout(() => this.look(), Math.random() * this.spread);
  }

  shown() {
    if (this.again && !this.waiting) {
      this.again = false;
      this.told();
    }
  }

  async look() {
    this.again = false;
    let failed = false;
    try {
      const headers = { "X-Fragment": "1" };
      const answer = await fetch(this.url, { headers, credentials: "same-origin" });
      failed = answer.status >= 500;
      if (answer.ok) this.show(await answer.text());
    } catch {
      failed = true;
    }
    this.waiting = false;
    if (failed) setTimeout(() => this.told(), FAILED_PAUSE * (1 + Math.random()));
    else this.shown();
  }

  show(html) {
    const focused = this.element.contains(document.activeElement) && document.activeElement.id;
    this.element.innerHTML = html;
    hideRefresh(this.element);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.element.dispatchEvent(new CustomEvent("live:shown", { bubbles: true }));
  }
}

function tell(topic, event) {
  for (const piece of pieces) if (piece.topic === topic) piece.hear(event);
}

// What is said while a page does not listen is said to nobody: one that comes back looks once.
function open(topic, comesBack = false) {
  if (sources.has(topic)) return;
  const source = new EventSource(`/live/${topic}`);
  source.addEventListener("message", ({ data }) => tell(topic, JSON.parse(data).event));
  source.addEventListener("open", () => {
    if (comesBack) tell(topic, "again");
    comesBack = false;
  });
  source.addEventListener("error", () => {
    comesBack = true;
    // Browsers try again by themselves after a lost connection, not after a refusal.
    if (source.readyState !== EventSource.CLOSED) return;
    sources.delete(topic);
    setTimeout(() => open(topic, true), REFUSED_PAUSE * (1 + Math.random()));
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

hideRefresh(document);
for (const element of document.querySelectorAll("[data-live-topic]")) listen(element);
