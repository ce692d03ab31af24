// Sending without leaving the page: a lost network costs nothing, and a double press sends once.
// Without this module the same forms work as plain pages.
function show(html, address) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const main = fresh.querySelector("main");
  if (!main) return false;
  const view = (page) => page.querySelector("[data-view]")?.dataset.view;
  const isFurther = view(document) === "choose" && view(main) === "look";
  document.querySelector("main").replaceWith(main);
  document.title = fresh.title;
  if (isFurther) history.pushState(null, "", location.href);
  else if (view(main) === "voted") history.replaceState(null, "", main.querySelector("[data-address]").dataset.address);
  else history.replaceState(null, "", address);
  document.dispatchEvent(new Event("ballot:shown"));
  const begin = main.querySelector("[data-wrong]") ?? main.querySelector("[data-focus]") ?? main;
  begin.focus({ preventScroll: true });
  scrollTo({ top: begin.getBoundingClientRect().top + scrollY - 16, behavior: "instant" });
  return true;
}

function sayWhich(notice, which) {
  for (const name of ["lost", "unsure", "back"]) notice.querySelector(`[data-${name}]`).hidden = name !== which;
}

function sayNotSent(form, button, which) {
  form.querySelector("[data-not-sent]")?.remove();
  const notice = document.createElement("div");
  notice.dataset.notSent = "";
  notice.setAttribute("role", "alert");
  notice.append(form.querySelector("template[data-offline]").content.cloneNode(true));
  sayWhich(notice, which);
  const again = notice.querySelector("[data-again]");
  again.name = button?.name ?? "";
  again.value = button?.value ?? "";
  again.formAction = button?.formAction ?? form.action;
  // Beside the button that was pressed: in the bar, which stays where it is, or above the actions.
  const bar = button?.closest(".tally");
  if (bar) bar.prepend(notice);
  else (button?.closest(".form-actions") ?? form).before(notice);
  again.focus({ preventScroll: true });
  notice.scrollIntoView({ block: "nearest" });
}

async function send(form, button) {
  if (form.getAttribute("aria-busy") === "true") return;
  const body = new FormData(form, button);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  // What fails on the way may have arrived; what never left has not.
  const problem = navigator.onLine ? "unsure" : "lost";
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { method: "POST", body });
    const html = await answer.text();
    // A server out of order is a lost connection to whoever votes: her ballot waits here.
    if (answer.status >= 500 || !show(html, location.href)) sayNotSent(form, button, problem);
  } catch {
    sayNotSent(form, button, problem);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-ballot]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

addEventListener("online", () => {
  const notice = document.querySelector("[data-not-sent]");
  if (notice) sayWhich(notice, "back");
});

// Back from the last look is the ballot again; what is kept on the device fills it in.
addEventListener("popstate", () => location.reload());
