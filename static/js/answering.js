// Keeps an answer as soon as it is given. Without this, it is kept with Next and Back.
const form = document.querySelector("form[data-answering]");
const state = document.getElementById("saved");
let waiting, running = Promise.resolve(), dirty = false;

async function save() {
  clearTimeout(waiting);
  dirty = false;
  state.textContent = state.dataset.saving;
  const body = new FormData(form);
  try {
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Requested-With": "save" }, keepalive: true });
    if (answer.status === 204) return (state.textContent = state.dataset.saved);
    const told = answer.headers.get("Content-Type")?.includes("json") ? (await answer.json()).message : "";
    state.textContent = told || state.dataset.failed;
  } catch {
    state.textContent = state.dataset.failed;
  }
}

// one at a time, so that the last one typed is the last one kept
const enqueue = () => (running = running.then(save));

form?.addEventListener("change", enqueue);
form?.addEventListener("input", (event) => {
  if (event.target.type !== "textarea") return;
  dirty = true;
  clearTimeout(waiting);
  waiting = setTimeout(enqueue, 1500);
});
form?.addEventListener("submit", () => { clearTimeout(waiting); dirty = false; });
// somebody leaves in the middle of a sentence: at once, for nothing runs later
addEventListener("pagehide", () => dirty && save());
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty && save());
