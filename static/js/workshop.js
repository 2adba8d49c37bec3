// The charter's workshop: what is typed is saved as one goes, and what others save shows up by itself.
// Without this, the same forms reload the page.
const shop = document.querySelector("[data-workshop]");
const notice = document.querySelector("[data-notice]");
const url = shop.dataset.workshop;
let revision = shop.dataset.revision, etag = "", told = {};
const EVERY = 3000, WRITING_EVERY = 5000;

const articles = () => [...shop.querySelectorAll("[data-section]")];
const find = (pk) => shop.querySelector(`[data-section="${pk}"]`);
const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
const asElement = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html.trim();
  return box.content.firstElementChild;
};
const isDirty = (article) =>
  article.hasAttribute("data-conflict") ||
  [...article.querySelectorAll("[data-write] input:not([type=hidden]), [data-write] textarea")].some(
    (field) => field.value !== field.defaultValue,
  );
const isInUse = (article) => isDirty(article) || (article.querySelector("details.write")?.open && article.contains(document.activeElement));

function replace(article, html) {
  const fresh = asElement(html);
  article.replaceWith(fresh);
  return fresh;
}

// Somebody else saved this section: show what it says now, and leave what is being typed as it is.
function take(pk, html) {
  const article = find(pk), fresh = asElement(html);
  if (!article) return shop.append(fresh);
  if (article.dataset.version === fresh.dataset.version) return;
  if (!isInUse(article)) {
    const hadFocus = article.contains(document.activeElement);
    article.replaceWith(fresh);
    if (hadFocus) fresh.querySelector("summary")?.focus({ preventScroll: true });
    return;
  }
  article.querySelector("[data-said]").replaceWith(fresh.querySelector("[data-said]"));
  article.querySelector("h2").textContent = fresh.querySelector("h2").textContent;
  const state = article.querySelector("[data-state]");
  if (state && !article.querySelector("[data-write]").dataset.saving) state.textContent = shop.dataset.newer;
}

function arrange(order) {
  for (const article of articles()) {
    if (order.includes(Number(article.dataset.section))) continue;
    const state = article.querySelector("[data-state]");
    if (!isDirty(article)) article.remove();
    else if (state) state.textContent = shop.dataset.gone;
  }
  const wanted = order.map(find).filter(Boolean);
  const current = articles().filter((article) => wanted.includes(article));
  if (wanted.every((article, place) => article === current[place])) return;
  const focused = document.activeElement, place = focused?.selectionStart;
  wanted.forEach((article) => shop.append(article));
  if (focused && focused !== document.activeElement && shop.contains(focused)) {
    focused.focus({ preventScroll: true });
    if (place !== null && place !== undefined && focused.setSelectionRange) focused.setSelectionRange(place, place);
  }
}

function show(answer) {
  if (!answer.is_open) {
    if (!articles().some(isDirty)) return location.reload();
    notice.textContent = shop.dataset.closed;
    notice.hidden = false;
    return;
  }
  for (const [pk, html] of Object.entries(answer.articles)) take(pk, html);
  arrange(answer.order);
  told = answer.writing;
  for (const article of articles()) article.querySelector("[data-writing]").textContent = told[article.dataset.section] || "";
  revision = answer.revision;
}

async function ask() {
  try {
    const answer = await fetch(`${url}?since=${revision}`, { headers: { "If-None-Match": etag }, cache: "no-store" });
    if (answer.status === 200) {
      show(await answer.json());
      etag = answer.headers.get("ETag") || "";
    }
  } catch {
    // offline for a moment: ask again
  }
}

// one question at a time, and none while nobody looks
let asking;
const askOn = async () => {
  clearTimeout(asking);
  if (document.visibilityState === "visible") await ask();
  asking = setTimeout(askOn, EVERY);
};
document.addEventListener("visibilitychange", askOn);
asking = setTimeout(askOn, EVERY);

const lastSaid = {};
function sayWriting(article, isWriting) {
  const pk = article.dataset.section, now = Date.now();
  if (isWriting && now - (lastSaid[pk] || 0) < WRITING_EVERY) return;
  lastSaid[pk] = isWriting ? now : 0;
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token());
  body.set("section", pk);
  if (isWriting) body.set("is_writing", "yes");
  fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
}

// One of a form at a time. While both sides' texts are to be put together, nothing is saved by itself.
const paces = {}, failed = new Set();
const paceOf = (article) => (paces[article.dataset.section] ||= saving.pacer(() => saveBySelf(article.dataset.section)));

async function saveBySelf(pk) {
  const article = find(pk), form = article?.querySelector("[data-write]");
  if (!form || !isDirty(article) || article.hasAttribute("data-conflict")) return failed.delete(pk);
  if (form.dataset.saving) return paceOf(article).soon();
  const state = form.querySelector("[data-state]"), body = new FormData(form);
  body.set("goes_on", "yes");
  const fields = [form.elements.title, form.elements.text], sent = fields.map(({ id, value }) => [id, value]);
  form.dataset.saving = "yes";
  state.textContent = shop.dataset.saving;
  try {
    const answer = await saving.send(form, () => (body.set("csrfmiddlewaretoken", token()), body));
    if (answer && answer.status !== 200 && answer.status !== 409) throw new Error(answer.status);
    failed[answer ? "delete" : "add"](pk);
    if (!answer) return (state.textContent = shop.dataset.signedOut);
    const fresh = asElement((await answer.json()).article);
    if (answer.status === 409) {
      const wrong = fresh.querySelector("[data-write] .errorlist, [data-write] .invalid-feedback");
      return (state.textContent = wrong ? wrong.textContent.trim() : shop.dataset.newer);
    }
    article.dataset.version = fresh.dataset.version;
    form.elements.version.value = fresh.dataset.version;
    article.querySelector("[data-said]").replaceWith(fresh.querySelector("[data-said]"));
    article.querySelector("h2").textContent = fresh.querySelector("h2").textContent;
    fields.forEach((field, place) => (field.defaultValue = sent[place][1]));
    saving.draft.forget(sent);
    state.textContent = shop.dataset.saved;
  } catch {
    failed.add(pk);
    state.textContent = shop.dataset.failed;
  } finally {
    delete form.dataset.saving;
  }
}

shop.addEventListener("input", (event) => {
  const article = event.target.closest("[data-section]");
  if (!article || !event.target.closest("[data-write]")) return;
  sayWriting(article, true);
  saving.draft.keep(event.target);
  paceOf(article).soon();
});
const saveFailed = () => failed.forEach((pk) => saveBySelf(pk));
saving.tryAgain(() => failed.size > 0, saveFailed);
saving.offerDraft();
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && articles().filter(isDirty).forEach((article) => paceOf(article).now()));

shop.addEventListener("click", (event) => {
  const offer = event.target.closest("[data-sentence]");
  if (!offer) return;
  event.preventDefault();
  const field = offer.form.querySelector("textarea");
  field.value = `${field.value.trimEnd()}\n\n${offer.dataset.sentence}`.trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

shop.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-write]");
  if (!form) return;
  event.preventDefault();
  const article = form.closest("[data-section]"), state = form.querySelector("[data-state]");
  paceOf(article).stop();
  while (form.dataset.saving) await new Promise((done) => setTimeout(done, 50));
  form.dataset.saving = "yes";
  state.textContent = shop.dataset.saving;
  const body = new FormData(form), sent = [form.elements.title, form.elements.text].map(({ id, value }) => [id, value]);
  try {
    const answer = await saving.send(form, () => (body.set("csrfmiddlewaretoken", token()), body));
    if (!answer) {
      failed.add(article.dataset.section);
      return (state.textContent = shop.dataset.signedOut);
    }
    if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.status);
    failed.delete(article.dataset.section);
    const { article: html } = await answer.json();
    if (answer.status === 200) saving.draft.forget(sent);
    const fresh = replace(article, html);
    fresh.querySelector("[data-writing]").textContent = told[fresh.dataset.section] || "";
    if (answer.status === 409) return (fresh.querySelector("[data-focus]") || fresh.querySelector("textarea")).focus();
    fresh.querySelector("summary").focus();
    fresh.querySelector("[data-writing]").textContent ||= shop.dataset.saved;
  } catch {
    failed.add(article.dataset.section);
    state.textContent = shop.dataset.failed;
  } finally {
    delete form.dataset.saving;
    delete form.dataset.sent;
  }
});

shop.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-write]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector("[data-save]"));
});

// up and down without leaving the page, the finger or the focus on the same button
shop.addEventListener("submit", async (event) => {
  const form = event.target.closest(".arrange"), button = event.submitter;
  if (!form || !["up", "down"].includes(button?.value)) return;
  event.preventDefault();
  try {
    await fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" });
    await ask();
    button.focus({ preventScroll: true });
  } finally {
    delete form.dataset.sent;
  }
});

addEventListener("beforeunload", (event) => {
  if (articles().some(isDirty)) event.preventDefault();
});
