// Cards are put in another order by their handle, with a finger or a mouse; the buttons up and
// down do the same for everybody else.
export function makeSortable(list, moved) {
  let held = null;

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button > 0) return;
    event.preventDefault();
    // The list and not the handle: an element that moves in the page loses what it captured.
    list.setPointerCapture(event.pointerId);
    held = handle.closest("li");
    held.classList.add("is-held");
  });

  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    const over = cardAt(list, event.clientY);
    if (!over || over === held) return;
    const isBelow = held.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBelow) over.after(held);
    else over.before(held);
  });

  const drop = () => {
    if (!held) return;
    const card = held;
    held = null;
    card.classList.remove("is-held");
    moved(card);
  };
  list.addEventListener("lostpointercapture", drop);
  list.addEventListener("pointercancel", drop);

  // While a card is held nothing may redraw the list under the finger.
  return () => held !== null;
}

function cardAt(list, y) {
  for (const card of list.children) {
    const { top, bottom } = card.getBoundingClientRect();
    if (y >= top && y <= bottom) return card;
  }
  return null;
}
