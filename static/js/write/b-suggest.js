// A line of text that finds villages or units by their first letters (combobox with a list box).
document.querySelectorAll("[data-suggest]").forEach((input) => {
  const form = input.form;
  const box = input.closest("[data-named]");
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let chosen = -1;
  let timer;
  let asked = 0;
  const words = form.words || {};

  list.id = `${input.id}-list`;
  list.className = "suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("label").textContent);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.closest(".field").after(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }

  const keep = (value) => {
    box.querySelectorAll(".choices").forEach((old) => old.remove());
    let code = box.querySelector(`[name="${input.dataset.code}"]`);
    if (!code) {
      code = Object.assign(document.createElement("input"), { type: "hidden", name: input.dataset.code });
      box.append(code);
    }
    code.value = value;
  };
  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    input.value = option.label;
    keep(option.code);
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (to) => {
    chosen = (to + options.length) % options.length;
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === chosen)));
    input.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    options = found;
    list.replaceChildren(
      ...found.map((option, k) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${k}`;
        item.setAttribute("role", "option");
        item.append(option.name || option.label);
        if (option.more) item.append(Object.assign(document.createElement("small"), { textContent: option.more }));
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => take(option));
        return item;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = found.length ? (words.found || "{}").replace("{}", found.length) : words.none || "";
  };
  const ask = async () => {
    const mine = ++asked;
    const url = `${input.dataset.suggest}${input.dataset.suggest.includes("?") ? "&" : "?"}q=${encodeURIComponent(input.value)}`;
    try {
      const found = await (await fetch(url, { headers: { Accept: "application/json" } })).json();
      if (mine !== asked || document.activeElement !== input) return;
      show(found.map((each) => ({ code: each.code, name: each.name, more: each.district || each.more, label: each.district ? `${each.name}, ${each.district}` : each.name })));
    } catch {
      close(); // without a line the name alone is enough: the server finds it
    }
  };

  input.addEventListener("input", () => {
    keep("");
    clearTimeout(timer);
    if (input.value.trim().length < 2 || !input.dataset.suggest) return close();
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen < 0 ? options.length - 1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) take(options[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });

  input.take = take;
  input.show = show;
});

const form = document.querySelector("[data-write]");
if (form) {
  form.offer = (name, options) => {
    const input = form.querySelector(`#${name}`);
    input.show(options.map(([code, label]) => ({ code, label })));
  };
  const locate = form.querySelector("[data-locate]");
  const village = form.querySelector("#village");
  const found = async ({ coords }) => {
    try {
      const answer = await fetch(form.dataset.locateUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value },
        body: JSON.stringify({ lon: coords.longitude, lat: coords.latitude }),
      });
      const place = await answer.json();
      if (!place?.code) throw new Error("nowhere");
      village.take({ code: place.code, label: `${place.name}, ${place.district}` });
      form.say(village.value);
    } catch {
      form.say(form.words.nowhere);
    }
    locate.removeAttribute("aria-busy");
  };
  if (navigator.geolocation && form.dataset.locateUrl) {
    locate.hidden = false;
    locate.addEventListener("click", () => {
      locate.setAttribute("aria-busy", "true");
      form.say(form.words.locating);
      navigator.geolocation.getCurrentPosition(found, () => found({ coords: {} }), { timeout: 15000, maximumAge: 60000 });
    });
  }
}
