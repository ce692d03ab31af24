// Opens the door's page without network: the page itself and its files, nothing else.
const PAGE = new URL(self.registration.scope);
const CACHE = `door ${PAGE.href}`;
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep({ page, files }) {
  const cache = await caches.open(CACHE);
  const fresh = await fetch(page);
  if (fresh.ok && !fresh.redirected) await cache.put(PAGE.href, fresh);
  await cache.addAll(files);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== PAGE.origin) return;
  if (request.mode === "navigate" && pathname === PAGE.pathname) event.respondWith(page(request));
  else if (["style", "script", "font", "image"].includes(request.destination)) event.respondWith(file(request));
});

async function page(request) {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    const cache = await caches.open(CACHE);
    return (await cache.match(PAGE.href)) ?? Response.error();
  }
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    const cache = await caches.open(CACHE);
    return (await cache.match(request)) ?? Response.error();
  }
}
