// Boxes over a page, drawn with a pointer or moved with keys; the number fields below them are what is sent.
const SVG = "http://www.w3.org/2000/svg";
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

document.querySelectorAll("[data-redact]").forEach((sheet) => {
  const canvas = sheet.querySelector(".canvas");
  const svg = canvas.querySelector("svg");
  const rows = [...sheet.querySelectorAll("[data-box]")];
  const inputs = rows.map((row) => [...row.querySelectorAll("input")]);
  const rects = [];
  const read = (k) => inputs[k].map((input) => Number.parseFloat(input.value.replace(",", ".")));
  const isSet = (k) => read(k).every((value) => Number.isFinite(value));
  const say = (words) => (sheet.querySelector("[data-said]").textContent = words);

  const draw = (k) => {
    const [x, y, width, height] = isSet(k) ? read(k) : [0, 0, 0, 0];
    Object.entries({ x, y, width: Math.max(width, 0), height: Math.max(height, 0) }).forEach(([n, v]) => rects[k].setAttribute(n, v));
    rects[k].toggleAttribute("hidden", !isSet(k));
    rects[k].setAttribute("tabindex", isSet(k) ? 0 : -1);
    rects[k].setAttribute("display", isSet(k) ? "inline" : "none");
  };
  const write = (k, box) => {
    inputs[k].forEach((input, side) => (input.value = box ? box[side].toFixed(1) : ""));
    draw(k);
  };
  const place = (k, left, top, width, height) => {
    const w = clamp(width, 1, 100);
    const h = clamp(height, 1, 100);
    write(k, [clamp(left, 0, 100 - w), clamp(top, 0, 100 - h), w, h]);
  };
  const free = () => {
    const k = rows.findIndex((_, n) => !isSet(n));
    say(k < 0 ? sheet.dataset.full : "");
    return k;
  };
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    return [
      clamp(((event.clientX - frame.left) / frame.width) * 100, 0, 100),
      clamp(((event.clientY - frame.top) / frame.height) * 100, 0, 100),
    ];
  };

  svg.replaceChildren();
  canvas.classList.add("live");
  rows.forEach((row, k) => {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("role", "img");
    rect.setAttribute("aria-label", sheet.dataset.label.replace("{}", k + 1));
    svg.append(rect);
    rects.push(rect);
    draw(k);
    row.addEventListener("input", () => draw(k));
    rect.addEventListener("keydown", (event) => {
      if (event.key === "Delete" || event.key === "Backspace") {
        event.preventDefault();
        write(k, null);
        sheet.querySelector("[data-add]").focus();
        return;
      }
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!step) return;
      event.preventDefault();
      const [x, y, w, h] = read(k);
      if (event.shiftKey) place(k, x, y, Math.min(w + step[0], 100 - x), Math.min(h + step[1], 100 - y));
      else place(k, x + step[0], y + step[1], w, h);
    });
  });

  let drag = null;
  svg.addEventListener("pointerdown", (event) => {
    const held = rects.indexOf(event.target);
    const k = held < 0 ? free() : held;
    if (k < 0) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    drag = { k, from: at(event), box: held < 0 ? null : read(held) };
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = at(event);
    const [left, top] = drag.from;
    if (drag.box) place(drag.k, drag.box[0] + x - left, drag.box[1] + y - top, drag.box[2], drag.box[3]);
    else write(drag.k, [Math.min(x, left), Math.min(y, top), Math.abs(x - left), Math.abs(y - top)]);
  });
  const drop = () => {
    if (drag && isSet(drag.k) && (read(drag.k)[2] < 0.5 || read(drag.k)[3] < 0.5)) write(drag.k, null);
    if (drag && isSet(drag.k)) rects[drag.k].focus();
    drag = null;
  };
  svg.addEventListener("pointerup", drop);
  svg.addEventListener("pointercancel", drop);

  const add = sheet.querySelector("[data-add]");
  add.hidden = false;
  add.addEventListener("click", () => {
    const k = free();
    if (k < 0) return;
    place(k, 40, 40, 20, 20);
    rects[k].focus();
  });
});
