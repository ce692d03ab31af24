// What this phone keeps of its tables: the state the server last told, and the facts it has not
// confirmed. A fact leaves only in the transaction that brings the state it has become part of,
// so neither a closed browser nor an empty battery loses or doubles one.
const NAME = "citizenspring-tables";
const VERSION = 1;
const KEPT_MILLISECONDS = 3 * 24 * 60 * 60 * 1000;

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const ended = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

function opened() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("tables", { keyPath: "table" });
    const facts = request.result.createObjectStore("facts", { keyPath: "order", autoIncrement: true });
    facts.createIndex("table", "table");
  };
  return asked(request);
}

// Cards to vote on are many and come once: the server leaves them out where the phone has them.
function withBallot(state, before) {
  if (state.ballot !== null) return state;
  const isSame = before?.ballot_version === state.ballot_version;
  return isSame ? { ...state, ballot: before.ballot } : { ...state, ballot: [], ballot_version: "" };
}

export class Store {
  constructor(database, table) {
    this.database = database;
    this.table = table;
  }

  static async open(table) {
    const database = await opened();
    // A window with a newer release may change the shape: it must not wait for this one.
    database.onversionchange = () => database.close();
    return new Store(database, table);
  }

  begin(mode = "readwrite") {
    // Strict: what is kept is on the disk, not in a buffer that an empty battery loses.
    return this.database.transaction(["tables", "facts"], mode, { durability: "strict" });
  }

  // The state with the moment of its coming, and the facts in their order.
  async read() {
    const transaction = this.begin("readonly");
    const kept = asked(transaction.objectStore("tables").get(this.table));
    const rows = asked(transaction.objectStore("facts").index("table").getAll(this.table));
    const [row, facts] = await Promise.all([kept, rows]);
    return { state: row?.state ?? null, at: row?.at ?? 0, facts };
  }

  // All of them or none.
  async add(run, facts) {
    const transaction = this.begin();
    for (const fact of facts) transaction.objectStore("facts").add({ table: this.table, run, fact, refused: "" });
    await ended(transaction);
  }

  // A newer state, the facts that are part of it, and those refused for good with the sentence.
  async settle({ state = null, taken = new Set(), refused = new Map() }) {
    const transaction = this.begin();
    const tables = transaction.objectStore("tables");
    const facts = transaction.objectStore("facts");
    const before = (await asked(tables.get(this.table)))?.state;
    if (state && !(before?.now >= state.now)) {
      tables.put({ table: this.table, state: withBallot(state, before), at: Date.now() });
    }
    for (const row of await asked(facts.index("table").getAll(this.table))) {
      if (taken.has(row.fact.key)) facts.delete(row.order);
      else if (refused.has(row.fact.key)) facts.put({ ...row, refused: refused.get(row.fact.key) });
    }
    await ended(transaction);
  }

  // A phone lent for a day must not carry its tables for ever: those not heard of for days go, and
  // the one named at once. What was never sent stays in any case.
  async tidy(wanted = null) {
    const transaction = this.begin();
    const tables = transaction.objectStore("tables");
    const waiting = new Set((await asked(transaction.objectStore("facts").getAll())).map((row) => row.table));
    const isDone = ({ table, at }) => (table === wanted || Date.now() - at > KEPT_MILLISECONDS) && !waiting.has(table);
    const gone = (await asked(tables.getAll())).filter(isDone).map(({ table }) => table);
    for (const table of gone) tables.delete(table);
    await ended(transaction);
    return gone;
  }
}
