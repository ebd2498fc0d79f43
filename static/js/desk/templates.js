// A ready reply is put where the cursor stands; without script the page comes back with it.
document.querySelector("[data-templates]")?.addEventListener("submit", (event) => {
  const box = document.getElementById("body");
  const chosen = event.target.querySelector("select").selectedOptions[0];
  if (!box || !chosen) return;
  event.preventDefault();
  box.setRangeText(chosen.dataset.text, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});
