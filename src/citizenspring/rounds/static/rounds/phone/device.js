// What the phone itself can do: stay awake during a run, and open this page without the network.
let held = null;

export function stayAwake(isWanted) {
  if (!("wakeLock" in navigator)) return;
  if (!isWanted) {
    held?.release();
    held = null;
  } else if (!held && !document.hidden) {
    // Refused when the battery is low: then the screen sleeps as always.
    navigator.wakeLock.request("screen").then(keep, () => {});
  }
}

function keep(lock) {
  held = lock;
  lock.addEventListener("release", () => {
    held = null;
  });
}

export function keepPage(worker) {
  navigator.serviceWorker?.register(worker).catch(() => {
    // Without it the page still keeps its cards; only opening it anew asks for the network.
  });
}
