// A second click on the same form waits; the server refuses a second act anyway.
const release = (form) => {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  (event.submitter || form.querySelector("button:not([type=button])"))?.setAttribute("aria-busy", "true");
  // A line that drops leaves the page standing: let people try again.
  setTimeout(release, 15000, form);
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(release));
