{% load static %}// Shows news that arrives while no page is open. It keeps nothing and answers no page's requests.
const ICON = "{% static 'icons/icon-192.png' %}";

self.addEventListener("push", (event) => {
  const { title, body, url, tag, lang, dir } = event.data.json();
  const shown = self.registration.showNotification(title, { body, tag, lang, dir, icon: ICON, data: { url } });
  event.waitUntil(shown);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { origin } = self.location;
  const address = new URL(event.notification.data.url, origin);
  if (address.origin === origin) event.waitUntil(self.clients.openWindow(address.href));
});
