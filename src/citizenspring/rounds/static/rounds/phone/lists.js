// Brings a list on the page in line with what it shows, and touches only what has changed: what is
// being typed or held stays under the finger.
export function reconcile(list, items, { keyOf, make, fill, isBusy = () => false }) {
  const before = new Map([...list.children].map((element) => [element.dataset.key, element]));
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  let place = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const element = before.get(key) ?? make(item);
    element.dataset.key = key;
    before.delete(key);
    fill(element, item);
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
  for (const element of before.values()) if (!isBusy(element)) element.remove();
  // An element that moves in the page loses the attention it had.
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

export const copyOf = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
