// While a report is being made, ask every few seconds; say so when it is there. Without JavaScript there is a link.
document.querySelectorAll("[data-await-report]").forEach((box) => {
  const url = box.dataset.awaitReport;
  let asked = 0;
  const ask = async () => {
    asked += 1;
    try {
      const answer = await fetch(`${url}?state`, { headers: { Accept: "application/json" } });
      const { state } = await answer.json();
      if (state === "made") {
        box.querySelector("[data-waiting]").hidden = true;
        box.querySelector("[data-ready]").hidden = false;
        window.location.assign(url);
        return;
      }
      if (state === "failed") return window.location.reload();
    } catch {
      // offline for a moment: ask again
    }
    if (asked < 200) setTimeout(ask, asked < 10 ? 1000 : 5000);
  };
  setTimeout(ask, 1000);
});
