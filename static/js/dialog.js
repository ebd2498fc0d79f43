// A question that stands in <details> without script becomes a modal dialog.
const ask = (details) => {
  const summary = details.querySelector("summary");
  const dialog = document.createElement("dialog");
  const back = document.createElement("button");
  back.type = "button";
  back.className = "button plain";
  back.textContent = details.dataset.dialog;
  back.addEventListener("click", () => dialog.close());
  dialog.append(details.querySelector(".card"));
  dialog.querySelector(".row").prepend(back);
  dialog.setAttribute("aria-label", summary.textContent.trim());
  details.append(dialog);
  dialog.addEventListener("close", () => {
    details.open = false;
    summary.focus();
  });
  return dialog;
};
document.addEventListener("click", (event) => {
  const details = event.target.closest("[data-dialog] > summary")?.parentElement;
  if (!details || !window.HTMLDialogElement) return;
  event.preventDefault();
  details.open = true;
  (details.querySelector("dialog") || ask(details)).showModal();
});
