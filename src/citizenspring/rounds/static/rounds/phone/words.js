// The page's sentences, translated by the server into its JSON block.
const words = JSON.parse(document.getElementById("words").textContent);
const plural = new Intl.PluralRules(document.documentElement.lang);
const figures = new Intl.NumberFormat(document.documentElement.lang);

// A sentence with its {places} filled; where the number n decides, in the form that the language asks for.
export function say(name, places = {}) {
  const found = words[name];
  const form = typeof found === "string" ? found : found[plural.select(places.n)] ?? found.other;
  return form.replace(/\{(\w+)\}/g, (_, place) => (place === "n" ? figures.format(places.n) : places[place]));
}
