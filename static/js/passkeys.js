// What needs passkeys is shown where the browser has them.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-passkeys]").forEach((part) => (part.hidden = false));
}
