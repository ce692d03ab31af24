// Voting without a reload. Without this module the same forms work as plain pages.
const card = () => document.querySelector("[data-card]");
const FRAGMENT = { "X-Fragment": "1" };
const KEYS = { 1: "agree", 2: "disagree", 3: "pass" };

function renewTokens(token) {
  // Becoming a guest renews the token; the other forms of the page need the new one.
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-card]");
  if (!fresh) return false;
  card().replaceWith(fresh);
  renewTokens(fresh.querySelector("[name=csrfmiddlewaretoken]")?.value);
  fresh.querySelector("[data-focus]")?.focus({ preventScroll: true });
  // On a phone the answers cover the lower half: the next statement belongs above them.
  if (fresh.getBoundingClientRect().top < 0 || matchMedia("(max-width: 40rem)").matches) fresh.scrollIntoView();
  return true;
}

function sayOffline(button) {
  card().querySelector("[data-notice]")?.remove();
  const notice = document.createElement("div");
  notice.dataset.notice = "";
  notice.setAttribute("role", "alert");
  notice.append(document.querySelector("[data-offline]").content.cloneNode(true));
  card().prepend(notice);
  button?.focus();
}

async function post(address, body) {
  const ask = () => fetch(address, { method: "POST", body, headers: FRAGMENT });
  const answer = await ask();
  if (answer.status !== 403) return answer;
  // Someone signed in or out in another tab: the tokens of this page are those of before.
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return answer;
  renewTokens(token);
  body.set("csrfmiddlewaretoken", token);
  return ask();
}

function showWholePage(html) {
  // No card came back, but a page that says why.
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!fresh) return false;
  document.querySelector("main").replaceWith(fresh);
  fresh.tabIndex = -1;
  fresh.focus();
  return true;
}

async function send(form, button) {
  if (card().getAttribute("aria-busy") === "true") return;
  const body = new FormData(form, button);
  card().setAttribute("aria-busy", "true");
  try {
    const answer = await post(form.action, body);
    const html = await answer.text();
    if (!show(html) && !showWholePage(html)) location.reload();
  } catch {
    sayOffline(button);
  } finally {
    card()?.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-vote], [data-undo]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  const inside = card()?.contains(event.target);
  if (!inside || event.ctrlKey || event.metaKey || event.altKey) return;
  const digit = /^(?:Digit|Numpad)([0-4])$/.exec(event.code)?.[1];
  if (digit === undefined) return;
  event.preventDefault();
  if (digit === "0") card().querySelector("[data-undo] button")?.click();
  else if (digit === "4") card().querySelector("[name=important]")?.click();
  else card().querySelector(`[name=vote][value=${KEYS[digit]}]`)?.click();
});

// While a statement is typed, those that resemble it are looked up in any language.
for (const form of document.querySelectorAll("[data-add]")) {
  const list = form.querySelector("[data-similar-list]");
  let waiting;
  let asked = 0;
  form.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const turn = ++asked;
      try {
        const answer = await post(form.dataset.similar, new FormData(form));
        const html = answer.ok ? await answer.text() : "";
        if (turn === asked) list.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
      } catch {
        list.replaceChildren();
      }
    }, 350);
  });
}
