// What the phone itself can do: stay awake during a run, and open this page without the network.
let isWanted = false;
let held = null;

export function stayAwake(isOn) {
  isWanted = isOn;
  if (isWanted) hold();
  else held?.release();
}

function hold() {
  if (!isWanted || held || document.hidden || !("wakeLock" in navigator)) return;
  // Refused when the battery is low: then the screen sleeps as always.
  navigator.wakeLock.request("screen").then(keep, () => {});
}

function keep(lock) {
  held = lock;
  lock.addEventListener("release", () => {
    held = null;
  });
}

// The browser lets go whenever the page is out of sight.
document.addEventListener("visibilitychange", hold);

const PAGES = "citizenspring-tables";

export async function forgetPages(tables) {
  if (!("caches" in window)) return;
  const pages = await caches.open(PAGES);
  for (const table of tables) await pages.delete(`/t/${table}/`, { ignoreVary: true });
}

export function keepPage(worker) {
  navigator.serviceWorker?.register(worker).catch(() => {
    // Without it the page still keeps its cards; only opening it anew asks for the network.
  });
}
