// While the worker reads or stores an import, show how far it is, and the page as it is once that is done.
const state = document.querySelector("[data-look-again]");
async function lookAgain() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.querySelector("[data-look-again]");
  if (!news) return location.reload();
  const [before, now] = [state, news].map((part) => part.querySelector("progress"));
  if (now.hasAttribute("value")) before.value = now.value; // without one, nobody knows how much is left
  state.querySelector("[data-words]").textContent = news.querySelector("[data-words]").textContent;
  setTimeout(lookAgain, 1000);
}
if (state) setTimeout(lookAgain, 700);
