// Suggestions under a text field while one writes. Without this the whole name is written by hand.
document.querySelectorAll("[data-suggest]").forEach((box) => {
  const field = box.querySelector("input");
  const list = box.querySelector("datalist");
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const address = new URL(box.dataset.suggest, location.href);
      address.searchParams.set("q", field.value);
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((text) => Object.assign(document.createElement("option"), { value: text })));
    }, 200);
  });
});
