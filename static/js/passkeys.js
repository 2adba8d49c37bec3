const { failed } = document.currentScript.dataset;

// What needs passkeys is shown where the browser has them.
if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-needs-passkeys]").forEach((part) => (part.hidden = false));
}

// allauth's script tells only the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.querySelector("[data-passkey-failed]") ?? document.createElement("p");
  notice.className = "notice attention";
  notice.setAttribute("role", "alert");
  notice.dataset.passkeyFailed = "";
  notice.textContent = failed;
  document.querySelector("main h1").after(notice);
});
