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

document.addEventListener("keydown", (event) => {
  const field = document.querySelector(`[data-focus-key="${CSS.escape(event.key)}"]`);
  if (!field || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.focus();
});

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Who signs out leaves nothing typed behind in this browser.
document.addEventListener("submit", (event) => {
  if (!new URL(event.target.action, location.href).pathname.includes("/logout")) return;
  Object.keys(localStorage).filter((name) => name.startsWith("draft:")).forEach((name) => localStorage.removeItem(name));
});

document.querySelectorAll("[data-submit-on-change]").forEach((field) =>
  field.addEventListener("change", () => field.form.requestSubmit()),
);
