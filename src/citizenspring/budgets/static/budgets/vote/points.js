// Minus and plus beside each number: easier under a thumb than typing.
function step(input, by) {
  const most = Number(input.max);
  const value = Math.min(Math.max(Number(input.value) + by, 0), most);
  input.value = value || "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function begin() {
  const pattern = document.querySelector("template[data-steps]");
  if (!pattern) return;
  for (const input of document.querySelectorAll(".give input")) {
    const [minus, plus] = pattern.content.cloneNode(true).children;
    const title = input.closest("li").querySelector("label").textContent;
    for (const [button, by] of [[minus, -1], [plus, 1]]) {
      button.querySelector(".unseen").append(` ${title}`);
      button.addEventListener("click", () => step(input, by));
    }
    input.before(minus);
    input.after(plus);
  }
}

document.addEventListener("ballot:shown", begin);
begin();
