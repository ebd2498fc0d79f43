// Near the end of a text the limit says how much is left.
document.querySelectorAll("[data-counter]").forEach((limit) => {
  const input = document.getElementById(limit.dataset.counter);
  const said = limit.textContent;
  input?.addEventListener("input", () => {
    const left = input.maxLength - input.value.length;
    const near = left <= Math.max(20, input.maxLength / 10);
    limit.classList.toggle("short", near);
    limit.textContent = near ? limit.dataset.left.replace("{}", left.toLocaleString(document.documentElement.lang)) : said;
  });
});
