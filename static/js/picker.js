// Chosen files are listed with their size; what would be refused is said before a slow upload.
document.querySelectorAll("[data-picker]").forEach((picker) => {
  const input = picker.querySelector("input[type=file]");
  const list = document.createElement("ul");
  list.className = "picker-list";
  list.setAttribute("role", "status");
  const most = Number(input.dataset.most) || Infinity;
  const bytes = Number(input.dataset.bytes) || Infinity;
  const line = (words, bad) => {
    const item = document.createElement("li");
    item.textContent = words;
    item.classList.toggle("bad", bad);
    list.append(item);
  };
  input.addEventListener("change", () => {
    list.replaceChildren();
    for (const file of input.files) {
      const size = `${(file.size / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;
      const big = file.size > bytes;
      line(`${file.name} · ${size}${big ? ` · ${picker.dataset.tooBig}` : ""}`, big);
    }
    if (input.files.length > most) line(picker.dataset.tooMany.replace("{}", most), true);
    picker.append(list);
  });
});
