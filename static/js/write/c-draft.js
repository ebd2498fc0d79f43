// The draft stays on this device for a day, files too; of anonymous writing only if the writer says so.
const form = document.querySelector("[data-write]");
if (form) {
  const words = form.words;
  const key = `draf:${form.dataset.write}`;
  const DAY = 86400000;
  const line = form.querySelector("[data-draft]");
  const wipe = form.querySelector("[data-wipe]");
  const input = form.elements.files;
  let timer;
  let done = false;

  const shelf = (mode, act) =>
    new Promise((resolve) => {
      const opening = indexedDB.open("rembuk", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("files");
      opening.onerror = () => resolve();
      opening.onsuccess = () => {
        const request = act(opening.result.transaction("files", mode).objectStore("files"));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve();
      };
    }).catch(() => {});
  const forget = () => {
    clearTimeout(timer);
    try {
      localStorage.removeItem(key);
    } catch {}
    wipe.hidden = true;
    return shelf("readwrite", (store) => store.delete(key));
  };
  const secret = () => form.elements.naming.value === "anonymous" && !form.elements.keep_draft.checked;
  const save = () => {
    if (done) return;
    if (secret()) {
      forget();
      line.textContent = words.notKept;
      return;
    }
    const fields = {};
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string" && value && name !== "csrf_token" && name !== "consent") fields[name] = value;
    });
    if (!fields.body && !input.files.length) return;
    try {
      localStorage.setItem(key, JSON.stringify({ until: Date.now() + DAY, step: form.step(), fields }));
    } catch {
      return;
    }
    const until = new Date(Date.now() + DAY).toLocaleString(document.documentElement.lang, { weekday: "long", hour: "2-digit", minute: "2-digit" });
    line.textContent = form.fill(words.kept, until);
    wipe.hidden = false;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  };
  const restore = async () => {
    let draft;
    try {
      draft = JSON.parse(localStorage.getItem(key));
    } catch {}
    if (!draft) return;
    if (draft.until < Date.now()) return forget();
    for (const [name, value] of Object.entries(draft.fields)) {
      const field = form.elements[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
    const files = await shelf("readonly", (store) => store.get(key));
    if (files?.length && window.DataTransfer) {
      const carried = new DataTransfer();
      files.forEach((file) => carried.items.add(file));
      input.files = carried.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    form.refresh();
    form.go(draft.step, true);
    form.say(words.restored);
    save();
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("step", later);
  addEventListener("pagehide", save);
  input.addEventListener("change", () => secret() || shelf("readwrite", (store) => store.put([...input.files], key)));
  form.elements.keep_draft.addEventListener("change", () => secret() || shelf("readwrite", (store) => store.put([...input.files], key)));
  wipe.addEventListener("click", async () => {
    done = true;
    await forget();
    location.replace(form.action);
  });
  // The complaint has arrived: nothing of it stays here.
  form.finish = () => {
    done = true;
    form.reset();
    return forget();
  };
  addEventListener("pageshow", (event) => event.persisted && done && location.reload());
  if (!("filled" in form.dataset)) restore();
}
