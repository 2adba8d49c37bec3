// A file on its way shows how far it is; what is refused is said beside it, and nothing chosen is lost.
document.querySelectorAll("form[data-upload]").forEach((form) => {
  const state = form.querySelector("[data-upload-state]");
  const words = form.querySelector("[data-upload-words]");
  const bar = form.querySelector("progress");
  const refused = form.querySelector("[data-upload-errors]");
  const started = words.textContent;

  const say = (errors) => {
    state.hidden = true;
    form.querySelector("button").disabled = false;
    delete form.dataset.sent;
    refused.textContent = errors.join(" ");
    refused.hidden = false;
  };

  form.addEventListener("submit", (event) => {
    const file = form.querySelector("input[type=file]").files[0];
    if (event.defaultPrevented || !file) return;
    event.preventDefault();
    refused.hidden = true;
    if (file.size > Number(form.dataset.upload)) return say([words.dataset.large]);
    form.querySelector("button").disabled = true;
    words.textContent = started;
    bar.value = 0;
    state.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
      if (loaded === total) words.textContent = words.dataset.checking;
    });
    request.addEventListener("load", () => {
      if (request.response?.url) return location.assign(request.response.url);
      say(request.response?.errors ?? [words.dataset.broken]);
    });
    request.addEventListener("error", () => say([words.dataset.broken]));
    request.send(new FormData(form));
  });
});
