// Narrowing down a long list while typing; what is hidden stays chosen.
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const isChosen = (line) => line.querySelector("input:checked") !== null || Number(line.querySelector("input[type=number]")?.value) > 0;

function begin() {
  const find = document.querySelector("[data-find]");
  if (!find) return;
  const lines = [...document.querySelectorAll("[data-lines] > li")];
  const field = (name) => find.querySelector(`[name="find-${name}"]`);
  const words = new Map();
  const wordsOf = (line) => {
    if (!words.has(line)) words.set(line, plain(line.textContent));
    return words.get(line);
  };
  const update = () => {
    const wanted = plain(field("words").value).split(/\s+/).filter(Boolean);
    const same = ["pot", "territory", "theme"].map((name) => [name, field(name)?.value]).filter(([, value]) => value);
    const onlyChosen = field("only_chosen").checked;
    let shown = 0;
    for (const line of lines) {
      const fits =
        same.every(([name, value]) => line.dataset[name] === value) &&
        wanted.every((word) => wordsOf(line).includes(word)) &&
        (!onlyChosen || isChosen(line));
      line.hidden = !fits;
      shown += fits;
    }
    find.querySelector("[data-shown]").textContent = new Intl.NumberFormat(document.documentElement.lang).format(shown);
  };
  find.addEventListener("input", update);
  // The list follows at once, so Enter has nothing to send and must not leave the page.
  const button = find.querySelector("[data-plain]");
  button.hidden = button.disabled = true;
}

document.addEventListener("ballot:shown", begin);
begin();
