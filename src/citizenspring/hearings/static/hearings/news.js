// Says that there is news, and leaves the page as it is: 1,500 phones that all load it anew at every
// question would be a storm, and a list that moves under a thumb is no help.
for (const place of document.querySelectorAll("[data-hearing-news]")) {
  const source = new EventSource(`/live/${place.dataset.hearingNews}`);
  source.addEventListener("message", ({ data }) => {
    if (["questions", "answers"].includes(JSON.parse(data).event)) {
      place.querySelector("a").hidden = false;
    }
  });
}
