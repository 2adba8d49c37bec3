// Small comforts. Every page works without them.
document.querySelector("[data-switch-theme]")?.addEventListener("click", () => {
  const root = document.documentElement;
  root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.bsTheme);
});

document.querySelector("[data-toggle-side]")?.addEventListener("click", (event) => {
  const open = document.getElementById("side").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", open);
});

// "/" searches, "g" and a letter goes to a page, "?" tells which. Never while one types.
let wentAt = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const isGoing = Date.now() - wentAt < 1500;
  wentAt = event.key === "g" ? Date.now() : 0;
  if (isGoing && event.key !== "g") {
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) return event.preventDefault(), link.click();
  }
  if (event.key === "?") return document.querySelector("[data-shortcuts]")?.showModal();
  const field = document.querySelector(`[data-focus-key="${CSS.escape(event.key)}"]`);
  if (!field) return;
  event.preventDefault();
  field.focus();
});

document.querySelector("[data-shortcuts] [data-close]")?.addEventListener("click", ({ target }) => target.closest("dialog").close());

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Whoever ticks something off stays where they were, with the next one under the finger.
const here = location.pathname + location.search;
document.addEventListener("submit", ({ target }) => {
  const place = [...document.querySelectorAll("form.tick")].indexOf(target);
  if (place >= 0) sessionStorage.setItem("ticked", JSON.stringify({ here, place, top: target.getBoundingClientRect().top }));
});
const ticked = JSON.parse(sessionStorage.getItem("ticked"));
sessionStorage.removeItem("ticked");
if (ticked?.here === here) {
  const form = [...document.querySelectorAll("form.tick")].slice(0, ticked.place + 1).pop();
  if (form) scrollBy({ top: form.getBoundingClientRect().top - ticked.top, behavior: "instant" });
  form?.querySelector("button").focus({ preventScroll: true });
}

// Who signs out leaves nothing typed behind in this browser.
document.addEventListener("submit", (event) => {
  if (!new URL(event.target.action, location.href).pathname.includes("/logout")) return;
  Object.keys(localStorage).filter((name) => name.startsWith("draft:")).forEach((name) => localStorage.removeItem(name));
});

document.querySelectorAll("[data-submit-on-change]").forEach((field) =>
  field.addEventListener("change", () => field.form.requestSubmit()),
);
