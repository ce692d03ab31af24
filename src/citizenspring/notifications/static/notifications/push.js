// Lets this browser show news: asks, subscribes, and sends what the platform needs as a form.
const form = document.getElementById("push");
const refused = document.getElementById("push-refused");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function subscription() {
  const worker = await navigator.serviceWorker.register(form.dataset.worker);
  await navigator.serviceWorker.ready;
  const known = await worker.pushManager.getSubscription();
  await known?.unsubscribe();
  const applicationServerKey = bytes(form.dataset.key);
  return worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

async function begin(event) {
  event.preventDefault();
  refused.hidden = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
    const found = await subscription();
    form.elements.endpoint.value = found.endpoint;
    form.elements.p256dh.value = text(found.getKey("p256dh"));
    form.elements.auth.value = text(found.getKey("auth"));
    form.submit();
  } catch {
    refused.hidden = false;
  }
}

if (form && "serviceWorker" in navigator && "PushManager" in window) {
  form.hidden = false;
  document.getElementById("push-missing").hidden = true;
  form.addEventListener("submit", begin);
}
