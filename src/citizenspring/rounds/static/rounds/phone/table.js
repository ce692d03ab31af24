// What the table has said, as this phone knows it: the server's state with what still waits here.
const JUDGED = { dotted: "dots", rated: "rating", consented: "objection", resisted: "resistance" };

export const turnOf = ({ phase, turn }) => `${phase}:${turn}`;

export function tableFrom(state, rows) {
  const table = {
    cards: new Map((state.cards ?? []).map((card) => [card.key, { ...card }])),
    picks: { ...state.picks },
    spoken: new Map(Object.entries(state.spoken ?? {})),
    votes: structuredClone(state.votes ?? {}),
    waiting: 0,
    waitingCards: new Set(),
    refused: [],
  };
  for (const row of rows) {
    if (row.refused) {
      table.refused.push(row);
      continue;
    }
    table.waiting += 1;
    if (row.fact.kind === "card" || row.fact.kind === "moved") table.waitingCards.add(row.fact.card);
    if (row.run === state.run?.id) put(table, row.fact, state.clock);
  }
  return table;
}

function put(table, fact, clock) {
  if (fact.kind === "card") putCard(table, fact);
  else if (fact.kind === "moved") change(table, fact.card, { position: fact.position });
  else if (fact.kind === "picked") table.picks[turnOf(fact)] = fact.cards;
  // Speaking times and votes are those of the turn that runs.
  else if (turnOf(fact) !== turnOf(clock)) return;
  else if (fact.kind === "spoke") table.spoken.set(fact.by, (table.spoken.get(fact.by) ?? 0) + fact.seconds);
  else (table.votes[fact.by] ??= {})[fact.card] = fact[JUDGED[fact.kind]];
}

function putCard(table, fact) {
  const { card, phase, turn, text, language, theme, position, key } = fact;
  if (!text) table.cards.delete(card);
  else if (table.cards.has(card)) change(table, card, { text, language, theme, revision: key });
  else table.cards.set(card, { key: card, phase, turn, text, language, theme, position, revision: key });
}

function change(table, key, facts) {
  const card = table.cards.get(key);
  if (card) table.cards.set(key, { ...card, ...facts });
}

export const inOrder = (cards) => [...cards].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));

// Between its neighbours; the last place is one after the last.
export function positionBetween(before, after) {
  if (before && after) return (before.position + after.position) / 2;
  if (before) return before.position + 1;
  return after ? after.position - 1 : 1;
}
