// Saving as one goes: what the pages share that do so. Loaded before their own scripts.
const saving = (() => {
  const PAUSE = 1200, AT_MOST = 5000, AGAIN = 5000, KEPT = 14 * 24 * 3600 * 1000;
  const signedOut = document.querySelector("[data-sign-in]");
  const offer = document.querySelector("[data-draft]");
  const key = offer && `draft:${offer.dataset.draft}:${location.pathname}`;

  // After a pause in typing, and at the latest five seconds after the first word that is not saved.
  function pacer(save) {
    let timer, first = 0;
    const now = () => (clearTimeout(timer), (first = 0), save());
    const soon = (pause = PAUSE) => {
      first ||= Date.now();
      clearTimeout(timer);
      timer = setTimeout(now, Math.max(0, Math.min(pause, first + AT_MOST - Date.now())));
    };
    return { now, soon, stop: () => (clearTimeout(timer), (first = 0)) };
  }

  const isSignIn = (answer) => answer.redirected && new URL(answer.url).pathname.startsWith("/account/");

  // Another sign-in has another token: the page's own is read again. False for who is signed out.
  async function takeToken() {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (isSignIn(answer)) return false;
    const tokens = (page) => page.querySelectorAll("[name=csrfmiddlewaretoken]");
    const [fresh] = tokens(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (fresh) tokens(document).forEach((field) => (field.value = fresh.value));
    return true;
  }

  // Sends the body that `body()` makes; null when one is signed out, which the page then says.
  async function send(form, body, options = {}) {
    const post = () => fetch(form.getAttribute("action") || location.pathname, { method: "POST", body: body(), headers: { "X-Requested-With": "save" }, ...options });
    let answer = await post(), isOut = isSignIn(answer);
    if (answer.status === 403 && form.elements.csrfmiddlewaretoken && !answer.headers.get("Content-Type")?.includes("json")) {
      isOut = !(await takeToken());
      if (!isOut) answer = await post();
    }
    if (signedOut) signedOut.hidden = !isOut;
    return isOut ? null : answer;
  }

  // What is typed and not saved lies in this browser as well, until it is saved or the person signs out. Each text
  // lies under the id of its field, with the version of what it was typed into.
  const read = () => JSON.parse((key && localStorage.getItem(key)) || "{}").texts || {};
  const write = (texts) =>
    Object.keys(texts).length ? localStorage.setItem(key, JSON.stringify({ at: Date.now(), texts })) : localStorage.removeItem(key);
  const draft = {
    keep(field) {
      if (key && field.id) write({ ...read(), [field.id]: { value: field.value, version: field.form.elements.version?.value } });
    },
    // What is in the field now may be more than what was saved.
    forget(saved) {
      if (!key) return;
      const texts = read();
      for (const [id, value] of saved) if (texts[id]?.value === value) delete texts[id];
      write(texts);
    },
  };

  function offerDraft() {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft:"))) {
      if (Date.now() - JSON.parse(localStorage.getItem(name)).at > KEPT) localStorage.removeItem(name);
    }
    if (!key) return;
    const field = (id) => document.getElementById(id);
    const lost = Object.entries(read()).filter(([id, { value }]) => field(id) && field(id).value !== value);
    write(Object.fromEntries(lost));
    const texts = offer.querySelector("[data-draft-texts]");
    for (const [, { value }] of lost) texts.append(Object.assign(document.createElement("li"), { textContent: value }));
    offer.hidden = !lost.length;
    offer.querySelector("[data-draft-take]").addEventListener("click", () => {
      offer.hidden = true;
      // on the version it was typed into: what somebody else wrote since is not overwritten
      for (const [id, { value, version }] of lost) {
        field(id).closest("details")?.setAttribute("open", "");
        field(id).value = value;
        if (version) field(id).form.elements.version.value = version;
        field(id).dispatchEvent(new Event("input", { bubbles: true }));
      }
      field(lost[0][0]).focus();
    });
    offer.querySelector("[data-draft-drop]").addEventListener("click", () => ((offer.hidden = true), write({})));
  }

  // What failed is tried again: after a while, when the network is back, and when one comes back to the page.
  function tryAgain(hasFailed, save) {
    setInterval(() => hasFailed() && save(), AGAIN);
    const atOnce = () => hasFailed() && document.visibilityState === "visible" && save();
    addEventListener("online", atOnce);
    addEventListener("focus", atOnce);
    document.addEventListener("visibilitychange", atOnce);
    addEventListener("beforeunload", (event) => hasFailed() && event.preventDefault());
  }

  return { pacer, send, draft, offerDraft, tryAgain };
})();
