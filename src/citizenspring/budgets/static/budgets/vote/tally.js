// The running total: how much is chosen and what is left, always in the same place and size.
const language = document.documentElement.lang;
const cents = (text) => Math.round(Number(text) * 100);

function counted(form, bar) {
  const { method, most, limit, points } = bar.dataset;
  const ticked = [...form.querySelectorAll("[name=choice]:checked")];
  if (method === "points") {
    const given = [...form.querySelectorAll(".give input")].reduce((sum, input) => sum + Number(input.value), 0);
    return { count: given, of: Number(points), left: Number(points) - given };
  }
  const of = most === undefined ? Infinity : Number(most);
  if (limit === undefined) return { count: ticked.length, of, left: of - ticked.length };
  const spent = ticked.reduce((sum, box) => sum + cents(box.dataset.cost), 0);
  return { count: ticked.length, of, left: (cents(limit) - spent) / 100, filled: spent / cents(limit) };
}

function money(bar) {
  const style = { style: "currency", currency: bar.dataset.currency, trailingZeroDisplay: "stripIfInteger" };
  return new Intl.NumberFormat(language, style);
}

function show(form, bar) {
  const { count, of, left, filled } = counted(form, bar);
  const number = new Intl.NumberFormat(language);
  const tooMany = left < 0;
  bar.querySelector("[data-count]").textContent = [count, of].filter(Number.isFinite).map((each) => number.format(each)).join(" / ");
  bar.querySelector("[data-rest]").hidden = !Number.isFinite(left);
  bar.querySelector("[data-left]").textContent = (filled === undefined ? number : money(bar)).format(Math.abs(left));
  bar.querySelector("[data-under]").hidden = tooMany;
  bar.querySelector("[data-over]").hidden = !tooMany;
  bar.querySelector("[data-filled]").value = Math.min(filled ?? count / of, 1);
  bar.querySelector("[data-count]").closest("p > span > span").classList.toggle("tally-wrong", count > of);
  bar.querySelector("[data-rest]").classList.toggle("tally-wrong", tooMany);
  bar.classList.toggle("tally--over", tooMany || count > of);
}

function begin() {
  const bar = document.querySelector("[data-tally]");
  if (!bar) return;
  const form = bar.closest("form");
  bar.querySelector(".tally-rule").hidden = true;
  bar.querySelector(".tally-live").hidden = false;
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => show(form, bar));
  show(form, bar);
}

document.addEventListener("ballot:shown", begin);
begin();
