// While an idea is typed, those like it are looked up; a point of the map can be chosen by a click.
// Without this module the form asks on sending, and the place is written in words.
const QUIET = 350;

for (const form of document.querySelectorAll("[data-propose][data-similar]")) {
  const list = form.querySelector("[data-similar-list]");
  let waiting;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    try {
      const answer = await fetch(form.dataset.similar, { method: "POST", body: new FormData(form) });
      const html = answer.ok ? await answer.text() : "";
      if (turn === asked) list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    } catch {
      list.replaceChildren();
    }
  };
  for (const name of ["title", "text"]) {
    form.elements[name].addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, QUIET);
    });
  }
}

for (const place of document.querySelectorAll("[data-place-map]")) {
  const form = place.closest("form");
  const drawing = place.querySelector("svg");
  const frame = drawing?.dataset;
  if (!frame?.across) continue;
  const { latitude, longitude } = form.elements;
  const said = place.querySelector("[data-place-said]");
  const forget = place.querySelector("[data-place-forget]");
  const margin = Number(frame.margin);
  place.hidden = false;

  const draw = () => {
    drawing.querySelector(".city-map__pin")?.remove();
    const chosen = latitude.value !== "" && longitude.value !== "";
    said.textContent = chosen ? said.dataset.chosen : said.dataset.none;
    forget.hidden = !chosen;
    if (!chosen) return;
    const pin = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    pin.setAttribute("class", "city-map__pin");
    pin.setAttribute("r", "12");
    pin.setAttribute("cx", margin + (Number(longitude.value) - frame.west) * frame.across);
    pin.setAttribute("cy", margin + (frame.north - Number(latitude.value)) * frame.down);
    drawing.append(pin);
  };

  drawing.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    longitude.value = (Number(frame.west) + (at.x - margin) / frame.across).toFixed(5);
    latitude.value = (Number(frame.north) - (at.y - margin) / frame.down).toFixed(5);
    draw();
  });
  forget.addEventListener("click", () => {
    latitude.value = longitude.value = "";
    draw();
    form.elements.place.focus();
  });
  draw();
}
