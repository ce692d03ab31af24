// Where the gathering stands at a moment: worked out on the phone from what the server last said,
// so that phases go on without the network. All moments are seconds by the server's clock.
const NOWHERE = { phase: "", turn: 0, ends: 0, left: 0, isPaused: false, isOver: false, isAhead: false };

export function standing(state, moment) {
  const clock = state?.clock;
  if (!clock) return NOWHERE;
  if (clock.is_over) return { ...NOWHERE, isOver: true };
  if (!clock.phase) return { ...NOWHERE, isAhead: true };
  const { phase, turn, ends } = clock;
  if (clock.is_paused) return { ...NOWHERE, phase, turn, left: clock.left, isPaused: true };
  if (moment < ends) return { ...NOWHERE, phase, turn, ends, left: ends - moment };
  const next = state.spans.find((span) => span.begins >= ends && span.begins <= moment && moment < span.ends);
  if (!next) return { ...NOWHERE, isOver: true };
  return { ...NOWHERE, phase: next.phase, turn: next.turn, ends: next.ends, left: next.ends - moment };
}

// The server's clock as this device can tell it: set anew by each answer.
export class ServerClock {
  constructor() {
    this.ahead = 0;
  }

  heard(now, at = Date.now()) {
    this.ahead = now - at / 1000;
  }

  now() {
    return Date.now() / 1000 + this.ahead;
  }
}

export function minutes(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
