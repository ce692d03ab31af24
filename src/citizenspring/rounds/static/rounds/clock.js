// The clock of a round, counted on by the page: it is told where the round stands when it opens
// and at each act of the organiser, and passes from phase to phase by itself in between.
const NEVER = { phase: null, turn: 0, left: 0, isPaused: false, isOver: false };

export class RoundClock {
  // face: what the page holds; changed(standing) is called when another phase or state begins.
  constructor(face, changed) {
    this.phases = face.phases;
    this.changed = changed;
    this.ahead = -Infinity;
    this.last = "";
    this.hear(face.clock);
  }

  // Word that came late says an earlier time: of all, the one that came fastest is the nearest.
  // An answer that a newer word has overtaken says nothing.
  hear(facts) {
    if (facts.now < this.facts?.now) return;
    this.facts = facts;
    this.ahead = Math.max(this.ahead, facts.now - Date.now() / 1000);
    this.tick();
  }

  now() {
    return Date.now() / 1000 + this.ahead;
  }

  standing() {
    const { phase, turn, ends, left, is_paused: isPaused, is_over: isOver } = this.facts;
    if (isOver) return { ...NEVER, isOver };
    let place = this.phases.findIndex(({ id }) => id === phase);
    if (place < 0) return NEVER;
    if (isPaused) return { phase: this.phases[place], turn, left, isPaused, isOver };
    const now = this.now();
    let until = ends;
    let isFurther = false;
    while (until <= now) {
      place += 1;
      if (place >= this.phases.length) return { ...NEVER, isOver: true, isFurther: true };
      until += this.phases[place].seconds;
      isFurther = true;
    }
    return { phase: this.phases[place], turn: isFurther ? 1 : turn, left: until - now, isPaused, isOver, isFurther };
  }

  tick() {
    const standing = this.standing();
    const key = [standing.phase?.id, standing.turn, standing.isPaused, standing.isOver].join(" ");
    if (key !== this.last) {
      const isFirst = this.last === "";
      this.last = key;
      this.changed(standing, isFirst);
    }
    return standing;
  }
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

const PAUSE = 5_000;

// Where the round stands comes with each piece of a page too: a word that was missed is made good.
export function hearAnswer(clock, answer) {
  const told = answer.headers.get("X-Clock");
  if (clock && told) clock.hear(JSON.parse(told));
}

// Listens at the topics for as long as the page is open; "again" is said after a gap.
export function hearFrom(topics, heard) {
  for (const topic of topics) open(topic, heard, false);
}

function open(topic, heard, comesBack) {
  const source = new EventSource(`/live/${topic}`);
  source.addEventListener("message", ({ data }) => heard(JSON.parse(data)));
  source.addEventListener("open", () => {
    if (comesBack) heard({ event: "again" });
    comesBack = false;
  });
  source.addEventListener("error", () => {
    comesBack = true;
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => open(topic, heard, true), PAUSE * (1 + Math.random()));
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

// A page that the browser kept aside is behind.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
