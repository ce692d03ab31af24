// Small things that only this phone needs: a text half written, the language used last. They may
// be lost, so a full or forbidden storage is no obstacle.
export class Notes {
  constructor(table) {
    this.name = `citizenspring.table.${table}.`;
  }

  get(name, otherwise = null) {
    try {
      return JSON.parse(localStorage.getItem(this.name + name)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  forget() {
    const own = Object.keys(localStorage).filter((name) => name.startsWith(this.name));
    for (const name of own) localStorage.removeItem(name);
  }

  set(name, value) {
    try {
      localStorage.setItem(this.name + name, JSON.stringify(value));
    } catch {
      // Nothing more can be done, and nothing that counts is lost.
    }
  }
}
