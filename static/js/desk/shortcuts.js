// One-letter shortcuts of the desks: silent while somebody writes, and they can be switched off (WCAG 2.1.4).
const KEPT = "pintasan";
const shortcuts = document.querySelector("[data-shortcuts]");
const read = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
const keep = (word) => { try { localStorage.setItem(KEPT, word); } catch { /* a private window forgets */ } };

if (shortcuts) {
  const help = shortcuts.querySelector("[data-shortcuts-help]");
  const toggle = shortcuts.querySelector("[data-shortcuts-switch]");
  const items = [...document.querySelectorAll("[data-key-item]")];
  shortcuts.hidden = false;
  toggle.checked = read() !== "mati";
  toggle.addEventListener("change", () => keep(toggle.checked ? "nyala" : "mati"));

  const step = (by) => {
    const at = items.indexOf(document.activeElement);
    const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const write = (field) => {
    if (!field) return;
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    field.focus();
    field.scrollIntoView({ block: "center" });
  };
  const acts = {
    j: () => step(1),
    k: () => step(-1),
    r: () => write(document.getElementById("body")),
    s: () => write(document.getElementById("ground")),
    n: () => write(document.getElementById("note")),
    u: () => document.querySelector("[data-key-up]")?.click(),
    "/": () => write(document.getElementById("q")),
    "?": () => help.showModal(),
  };
  const isWriting = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
  document.addEventListener("keydown", (event) => {
    if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const act = acts[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

// How many are ticked for the bulk act.
const ticked = document.querySelector("[data-ticked]");
if (ticked) {
  const said = ticked.textContent;
  ticked.setAttribute("aria-live", "polite");
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".pick input")) return;
    const n = document.querySelectorAll(".pick input:checked").length;
    ticked.textContent = n ? ticked.dataset.ticked.replace("{}", n) : said;
  });
}
