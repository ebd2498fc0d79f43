// Small comforts: focus on what went wrong, dismiss, copy, share, print.
document.querySelector("[data-focus]")?.focus();

const show = (selector, act) =>
  document.querySelectorAll(selector).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  });

show("[data-dismiss]", (button) => button.closest(".flash").remove());
// Lists are passed on by their address: it names what was chosen and nothing else.
document.querySelectorAll("form[method=get]").forEach((form) =>
  form.addEventListener("formdata", ({ formData }) => [...formData].forEach(([name, value]) => value || formData.delete(name))),
);

show("[data-print]", () => print());
if (navigator.share) show("[data-share]", (b) => navigator.share({ title: document.title, url: b.dataset.share || location.href }).catch(() => {}));
if (navigator.clipboard) {
  show("[data-copy]", async (button) => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source ? source.textContent.trim() : location.href);
    button.querySelector("span").textContent = button.dataset.copied || "✓";
  });
}
