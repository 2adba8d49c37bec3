// While a document is being made, ask every few seconds, and show it when it is there. Without JavaScript there is
// a link.
document.querySelectorAll("[data-await-document]").forEach((box) => {
  const url = box.dataset.awaitDocument;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    try {
      const { state } = await (await fetch(`${url}?state`, { headers: { Accept: "application/json" } })).json();
      if (state !== "waiting") return location.assign(url);
    } catch {
      // offline for a moment: ask again
    }
    if (asked < 200) setTimeout(ask, asked < 10 ? 1000 : 5000);
  };
  setTimeout(ask, 1000);
});
