// Rating: one question at a time. A tap on an answer goes on by itself; the keyboard goes on with Enter or the button.
const form = document.querySelector("[data-rate]");
if (form) {
  const words = JSON.parse(form.dataset.words);
  const steps = [...form.querySelectorAll("[data-step]")];
  const find = (name) => form.querySelector(`[data-${name}]`);
  const [back, next, send, bar] = [find("back"), find("next"), find("send"), form.querySelector("progress")];
  let at = 0;
  let isTouched = false;

  const go = (to, quiet) => {
    at = Math.max(0, Math.min(to, steps.length - 1));
    steps.forEach((step, k) => step.classList.toggle("now", k === at));
    bar.value = at + 1;
    back.hidden = !at;
    next.hidden = at === steps.length - 1;
    send.hidden = !next.hidden;
    form.classList.toggle("at-end", next.hidden);
    find("say").textContent = "";
    if (quiet) return;
    scrollTo(0, form.offsetTop - 16);
    steps[at].querySelector("legend, h2").focus({ preventScroll: true });
  };
  const goOn = () => {
    const radios = [...steps[at].querySelectorAll(".question input")];
    if (radios.length && !radios.some((radio) => radio.checked)) find("say").textContent = words.pick;
    else go(at + 1);
  };

  form.addEventListener("pointerdown", () => (isTouched = true));
  form.addEventListener("keydown", (event) => {
    isTouched = false;
    if (event.key !== "Enter" || !event.target.matches("input") || next.hidden) return;
    event.preventDefault();
    goOn();
  });
  form.addEventListener("click", (event) => {
    if (!isTouched || !event.target.matches(".question input")) return;
    const from = at;
    setTimeout(() => at === from && goOn(), 180);
  });
  next.addEventListener("click", goOn);
  back.addEventListener("click", () => go(at - 1));

  form.classList.add("stepped");
  const wrong = form.querySelector(".bad-field");
  const waits = find("proof");
  go(wrong ? steps.indexOf(wrong.closest("[data-step]")) : waits ? steps.length - 1 : steps[0].matches("[data-known]") ? 1 : 0, true);

  // Too many answers from this network: a few seconds of computing pay for one more.
  const solve = async (bits) => {
    document.querySelector("[data-waiting]").textContent = words.work;
    const text = new TextEncoder();
    for (let n = 0; ; n++) {
      const digest = await crypto.subtle.digest("SHA-256", text.encode(`${form.elements.challenge.value}:${n}`));
      if (!(new DataView(digest).getUint32(0) >>> (32 - bits))) {
        form.elements.answer.value = n;
        return form.requestSubmit(send);
      }
    }
  };
  if (waits && window.crypto?.subtle) solve(Number(waits.dataset.proof));
}
