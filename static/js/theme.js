document.documentElement.classList.add("js"); // what needs a script shows only where there is one

// Before the first paint: the reader's own choice, or what their system prefers.
document.documentElement.dataset.bsTheme =
  localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
