// Keeps an answer as soon as it is given. Without this, it is kept with Next and Back.
const form = document.querySelector("form[data-answering]");
const state = document.getElementById("saved");
let running = Promise.resolve(), dirty = false, failed = false;

async function save(keepalive = false) {
  pace.stop();
  dirty = false;
  state.textContent = state.dataset.saving;
  const { id, value } = form.elements.comment;
  try {
    const answer = await saving.send(form, () => new FormData(form), { keepalive });
    failed = answer?.status !== 204;
    if (!failed) {
      saving.draft.forget([[id, value]]);
      return (state.textContent = state.dataset.saved);
    }
    const told = answer?.headers.get("Content-Type")?.includes("json") ? (await answer.json()).message : "";
    state.textContent = answer ? told || state.dataset.failed : state.dataset.signedOut;
  } catch {
    failed = true;
    state.textContent = state.dataset.failed;
  }
}

// one at a time, so that the last one typed is the last one kept
const enqueue = () => (running = running.then(() => save()));
const pace = saving.pacer(enqueue);

if (form) {
  form.addEventListener("change", pace.now);
  form.addEventListener("input", (event) => {
    if (event.target.type !== "textarea") return;
    dirty = true;
    saving.draft.keep(event.target);
    pace.soon();
  });
  form.addEventListener("submit", () => {
    pace.stop();
    dirty = failed = false;
  });
  saving.offerDraft();
  saving.tryAgain(() => failed, enqueue);
  // what was chosen or typed before this script was there
  const chosen = [...form.elements].some((field) => field.type === "radio" && field.checked !== field.defaultChecked);
  if (chosen || form.elements.comment.value !== form.elements.comment.defaultValue) enqueue();
}
// somebody leaves in the middle of a sentence: at once, for nothing runs later
addEventListener("pagehide", () => dirty && save(true));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && dirty && save(true));
