// Who might speak next at a table: a hint, for whoever leads it to follow or not. The same rule as
// the rounds engine: of those waiting, who has spoken least, and among equals who waited longest.
export function nextSpeaker(waiting, spoken) {
  let found = null;
  for (const seat of waiting) {
    if (found === null || (spoken.get(seat) ?? 0) < (spoken.get(found) ?? 0)) found = seat;
  }
  return found;
}
