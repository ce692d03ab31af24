// Opens a table's page without the network: keeps that page and its files, and nothing else. What
// people write is kept by the page itself.
const FILES = {{ files|safe }};
const KEPT = "citizenspring-table-{{ version }}";
const PAGES = "citizenspring-tables";
const PAGE = /^\/t\/[0-9A-Za-z]+\/$/;
const PATIENCE_MILLISECONDS = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(renew));
});

// Pages that name the files of another release are fetched anew before those files go.
async function renew() {
  const pages = await caches.open(PAGES);
  const open = await self.clients.matchAll({ type: "window" });
  const known = (await pages.keys()).map(({ url }) => url);
  const addresses = [...open.map(({ url }) => url), ...known].map((url) => new URL(url).pathname);
  try {
    await pages.addAll([...new Set(addresses)].filter((address) => PAGE.test(address)));
  } catch {
    return;
  }
  for (const name of await caches.keys()) {
    if (name.startsWith("citizenspring-table-") && name !== KEPT) await caches.delete(name);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGE.test(pathname)) event.respondWith(page(request, pathname));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

// The newest page where the network is good, the kept one where it is slow or away.
async function page(request, pathname) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(pathname, { ignoreVary: true });
  const fresh = fetched(request, pages, pathname);
  if (!kept) return fresh;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, kept));
  return Promise.race([fresh.then((answer) => (answer.status >= 500 ? kept : answer), () => kept), late]);
}

async function fetched(request, pages, pathname) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await pages.put(pathname, answer.clone());
  if (answer.status === 404) await pages.delete(pathname, { ignoreVary: true });
  return answer;
}
