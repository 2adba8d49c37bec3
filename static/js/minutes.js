// The minutes, while a meeting goes on: whoever writes saves by typing, the others see it. Without this, there is
// a Save button, and the page is read again by hand.
const form = document.querySelector("form[data-minutes]");
const live = document.querySelector("[data-live]");
const RENEW_EVERY = 5000;
const LOOK_EVERY = 2500;

const leave = () => location.assign(location.pathname);

if (form) write();
if (live) readAlong();

function write() {
  const state = document.getElementById("saved");
  const version = form.elements.version;
  const token = () => form.elements.csrfmiddlewaretoken.value;
  const touched = new Set();
  let running = Promise.resolve();
  let failed = false;

  // Only what was changed travels, on the version that the save before left.
  function body() {
    const sent = new URLSearchParams({ csrfmiddlewaretoken: token(), version: version.value });
    const names = [...touched];
    touched.clear();
    names.forEach((name) => sent.set(name, form.elements[name].value));
    return [names, () => (sent.set("csrfmiddlewaretoken", token()), sent)];
  }

  async function save(keepalive = false) {
    pace.stop();
    if (!touched.size) return;
    const [names, sent] = body();
    const texts = names.map((name) => [form.elements[name].id, form.elements[name].value]);
    state.textContent = form.dataset.saving;
    try {
      const answer = await saving.send(form, sent, { keepalive });
      failed = !answer?.ok;
      if (!answer) {
        names.forEach((name) => touched.add(name));
        return (state.textContent = form.dataset.signedOut);
      }
      // somebody else holds the editing lock: the page shows what of this is not in the minutes
      if (answer.status === 409) return handBack(names);
      const told = await answer.json();
      if (answer.ok) {
        version.value = told.version;
        saving.draft.forget(texts);
      } else names.forEach((name) => touched.add(name));
      state.textContent = told.message;
    } catch {
      names.forEach((name) => touched.add(name));
      failed = true;
      state.textContent = form.dataset.failed;
    }
  }

  function handBack(names) {
    const kept = new Set(["csrfmiddlewaretoken", "version", ...names, ...touched]);
    [...form.elements].forEach((field) => (field.disabled = field.name && !kept.has(field.name)));
    form.submit();
  }

  // one at a time, so that the last one typed is the last one kept
  const enqueue = () => (running = running.then(() => save()));
  const pace = saving.pacer(enqueue);

  form.addEventListener("input", (event) => {
    if (!event.target.name) return;
    touched.add(event.target.name);
    saving.draft.keep(event.target);
    event.target.tagName === "SELECT" ? pace.now() : pace.soon();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enqueue();
  });

  // What was typed before this script was there is kept, too.
  const isChanged = (field) =>
    field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.selected) : field.value !== field.defaultValue;
  [...form.elements].forEach((field) => field.name && field.type !== "hidden" && isChanged(field) && touched.add(field.name));
  if (touched.size) enqueue();
  saving.offerDraft();
  saving.tryAgain(() => failed && touched.size > 0, enqueue);

  // What is typed is kept before anything else on the page is done.
  document.addEventListener("submit", async (event) => {
    if (event.target === form || !touched.size) return;
    event.preventDefault();
    await enqueue();
    if (!touched.size) event.target.submit();
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.target || !touched.size || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await enqueue();
    if (!touched.size) location.assign(link.href); // else it says why it was not saved, and one stays
  });
  addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && enqueue());

  // The editing lock stays with an open page. Who asks for it is told here; who has it now, too.
  async function renew() {
    try {
      const sent = new URLSearchParams({ csrfmiddlewaretoken: token(), do: "renew" });
      const { lock, asked } = await (await fetch(form.dataset.editingLock, { method: "POST", body: sent, headers: { "X-Requested-With": "renew" } })).json();
      if (lock !== "mine") return touched.size ? handBack([...touched]) : leave();
      const box = document.querySelector("[data-asked]");
      document.querySelector("[data-asked-by]").textContent = asked;
      box.hidden = !asked;
    } catch {
      // offline for a moment: ask again
    }
    setTimeout(renew, RENEW_EVERY);
  }
  renew();
}

function readAlong() {
  const isTyping = () => [...document.querySelectorAll("details[open] form")].some((one) => [...one.elements].some((field) => field.type !== "hidden" && field.value && field.value !== field.defaultValue && field.tagName !== "SELECT"));

  async function look() {
    try {
      const answer = await fetch(`${live.dataset.live}?mark=${encodeURIComponent(live.dataset.mark)}`);
      const { mark, lock, html } = await answer.json();
      if (lock === "mine" && !isTyping()) return leave();
      if (html && !live.contains(document.activeElement)) {
        live.innerHTML = html;
        live.dataset.mark = mark;
      }
    } catch {
      // offline for a moment: look again
    }
    setTimeout(look, LOOK_EVERY);
  }
  setTimeout(look, LOOK_EVERY);
}
