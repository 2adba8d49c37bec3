// The order of an agenda: by dragging, with mouse, pen or finger, and by keyboard. Without this, each item has
// its two buttons.
const notice = document.querySelector("[data-agenda-notice]");
const status = document.querySelector("[data-agenda-status]");
document.querySelectorAll("[data-needs-script]").forEach((element) => (element.hidden = false));

const list = () => document.querySelector("ol[data-agenda]");
const items = () => [...list().querySelectorAll(":scope > li")];
const order = () => items().map((item) => item.dataset.item).join(",");
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]").value;

function say(sentence, item) {
  const words = { title: item.dataset.title, place: items().indexOf(item) + 1, count: items().length };
  status.textContent = list().dataset[sentence].replace(/%\((\w+)\)s/g, (_all, name) => words[name]);
}

// One at a time, each on the version that the one before left.
let running = Promise.resolve();
let saved = list() ? order() : "";
const save = () => (running = running.then(send));

async function send() {
  const wanted = order();
  if (wanted === saved) return;
  const body = new URLSearchParams({ order: wanted, version: list().dataset.version, csrfmiddlewaretoken: token() });
  try {
    const answer = await fetch(list().dataset.agenda, { method: "POST", body, keepalive: true }); // also when the page is left
    const told = await answer.json();
    if (answer.ok) {
      list().dataset.version = told.version;
      saved = wanted;
      buttons();
      notice.hidden = true;
    } else {
      await reread();
      tell(told.message);
    }
  } catch {
    tell(list().dataset.failed);
  }
}

function tell(text) {
  notice.textContent = text;
  notice.hidden = false;
}

// Somebody else was here: the list as it is now.
async function reread() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  list().replaceWith(document.adoptNode(page.querySelector("ol[data-agenda]")));
  list().querySelectorAll("[data-needs-script]").forEach((element) => (element.hidden = false));
  saved = order();
  listen();
}

function buttons() {
  items().forEach((item, place, all) => {
    item.querySelector("[name=by][value='-1']").disabled = place === 0;
    item.querySelector("[name=by][value='1']").disabled = place === all.length - 1;
  });
}

function place(item, target) {
  const others = items().filter((one) => one !== item);
  const before = others[Math.max(0, target)];
  before ? list().insertBefore(item, before) : list().append(item);
}

// By keyboard.
let grabbed = null;
let from = -1;

function release(item, keep) {
  grabbed?.querySelector("[data-grip]").setAttribute("aria-pressed", "false");
  grabbed?.classList.remove("moving");
  grabbed = null;
  if (keep) return save();
  place(item, from);
}

function onKey(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip) return;
  const item = grip.closest("li");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && (event.altKey || grabbed === item)) {
    event.preventDefault();
    const target = items().indexOf(item) + by;
    if (target < 0 || target >= items().length) return;
    place(item, target);
    grip.focus();
    say("moved", item);
    if (grabbed !== item) save();
  } else if (event.key === " " || (event.key === "Enter" && grabbed === item)) {
    event.preventDefault();
    if (grabbed === item) {
      release(item, true);
      say("dropped", item);
    } else {
      if (grabbed) release(grabbed, true);
      grabbed = item;
      from = items().indexOf(item);
      grip.setAttribute("aria-pressed", "true");
      item.classList.add("moving");
      say("taken", item);
    }
  } else if (event.key === "Escape" && grabbed === item) {
    release(item, false);
    grip.focus();
    say("dropped", item);
  }
}

// By pointer: the item follows to where the pointer is.
function onPointerDown(event) {
  const grip = event.target.closest("[data-grip]");
  if (!grip || event.button) return;
  const item = grip.closest("li");
  const follow = (move) => {
    const others = items().filter((one) => one !== item);
    const below = others.findIndex((one) => {
      const box = one.getBoundingClientRect();
      return move.clientY < box.top + box.height / 2;
    });
    place(item, below < 0 ? others.length : below);
  };
  const end = () => {
    item.classList.remove("moving");
    removeEventListener("pointermove", follow);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    if (order() !== saved) say("dropped", item);
    save();
  };
  item.classList.add("moving");
  addEventListener("pointermove", follow);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

function listen() {
  list().addEventListener("keydown", onKey);
  list().addEventListener("pointerdown", onPointerDown);
  list().addEventListener("focusout", (event) => {
    if (grabbed && !event.relatedTarget?.closest?.("li")?.isSameNode(grabbed)) setTimeout(() => grabbed && !grabbed.contains(document.activeElement) && release(grabbed, true));
  });
}

if (list()) listen();
