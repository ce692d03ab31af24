// What a phone at a door keeps: the list of names, the lines that wait for the network, what was
// refused later, and when the list was last asked for.
const KEYS = { people: "id", queue: "sent", told: "sent", facts: "name" };
const nameOf = (gathering) => `doors-${gathering}`;

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

const written = (transaction) =>
  new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error);
  });

export async function openStore(gathering) {
  const opening = indexedDB.open(nameOf(gathering), 1);
  opening.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(KEYS)) opening.result.createObjectStore(name, { keyPath });
  };
  const base = await asked(opening);
  const change = (name, act) => {
    const transaction = base.transaction(name, "readwrite", { durability: "strict" });
    act(transaction.objectStore(name));
    return written(transaction);
  };
  return {
    all: (name) => asked(base.transaction(name).objectStore(name).getAll()),
    get: (name, key) => asked(base.transaction(name).objectStore(name).get(key)),
    put: (name, rows) => change(name, (store) => rows.forEach((row) => store.put(row))),
    drop: (name, keys) => change(name, (store) => keys.forEach((key) => store.delete(key))),
    replace: (name, rows) =>
      change(name, (store) => {
        store.clear();
        rows.forEach((row) => store.put(row));
      }),
    close: () => base.close(),
  };
}

export function forgetStore(gathering) {
  return asked(indexedDB.deleteDatabase(nameOf(gathering)));
}
