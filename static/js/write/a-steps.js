// One long form becomes steps. Other modules of this folder hear "step" and use form.words, form.say, form.refuse, form.go.
const form = document.querySelector("[data-write]");
if (form) {
  const words = (form.words = JSON.parse(form.dataset.words));
  const steps = [...form.querySelectorAll("[data-step]")];
  const marks = [...form.querySelectorAll(".steps li")];
  const find = (name) => form.querySelector(`[data-${name}]`);
  const back = find("back");
  const next = find("next");
  const send = find("send");
  let at = 0;

  form.fill = (template, ...values) => values.reduce((text, value) => text.replace("{}", value), template);
  form.say = (sentence) => (find("say").textContent = sentence || "");
  form.step = () => at;
  form.go = (to, quiet) => {
    at = Math.max(0, Math.min(to, steps.length - 1));
    steps.forEach((step, k) => step.classList.toggle("now", k === at));
    marks.forEach((mark, k) => {
      mark.classList.toggle("passed", k < at);
      mark.toggleAttribute("aria-current", k === at);
      if (k === at) mark.setAttribute("aria-current", "step");
    });
    form.querySelector(".steps").setAttribute("aria-label", form.fill(words.label, at + 1, steps.length));
    back.hidden = !at;
    next.hidden = at === steps.length - 1;
    send.hidden = !next.hidden;
    if (!quiet) {
      scrollTo(0, form.offsetTop - 16);
      steps[at].querySelector("h2").focus({ preventScroll: true });
    }
    form.dispatchEvent(new CustomEvent("step"));
  };

  const fieldOf = (name) => form.querySelector(`#${name}`)?.closest(".field");
  const clear = (field) => {
    field?.classList.remove("bad-field");
    field?.querySelector(".field-error")?.remove();
    field?.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  };
  const tell = (name, sentence) => {
    const field = fieldOf(name);
    if (!field) return;
    clear(field);
    const error = document.createElement("p");
    error.className = "field-error";
    error.id = `${name}-error`;
    error.append(Object.assign(document.createElement("span"), { textContent: sentence }));
    field.classList.add("bad-field");
    const input = form.querySelector(`#${name}`);
    if (input === field) (field.querySelector("legend") || field).after(error);
    else {
      (field.querySelector("label:not(.choice), legend") || field.firstChild).after(error);
      input.setAttribute("aria-invalid", "true");
      const described = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== error.id);
      input.setAttribute("aria-describedby", [...described, error.id].join(" "));
    }
  };
  // Errors by field name, and what a name may have meant; leads to the first of them.
  form.refuse = (errors, choices) => {
    Object.entries(errors).forEach(([name, said]) => tell(name, said.join(" ")));
    const bad = form.querySelector(".bad-field");
    if (!bad) return;
    form.say(words.fix);
    form.go(steps.indexOf(bad.closest("[data-step]")));
    (bad.querySelector("input:not([type=hidden]), textarea, select") || bad).focus();
    Object.entries(choices || {}).forEach(([name, options]) => options.length && form.offer?.(name, options));
  };

  form.addEventListener("input", (event) => {
    clear(event.target.closest(".field"));
    if (event.target.id === "body") urgent();
  });
  const urgentWords = new RegExp(`(^|[^\\p{L}])(${JSON.parse(form.dataset.urgent).join("|")})`, "iu");
  const urgent = () => {
    const box = find("emergency");
    const wasHidden = box.hidden;
    box.hidden = !urgentWords.test(form.elements.body.value);
    if (wasHidden && !box.hidden) box.scrollIntoView({ block: "nearest" });
  };
  const anonymous = () => (find("anonymous").hidden = form.elements.naming.value !== "anonymous");
  form.addEventListener("change", anonymous);

  // What a step lacks is told on it: the last of the fields that could say where is the unit's.
  const lacking = () => {
    const said = (...names) => names.some((name) => form.elements[name].value.trim());
    if (!at && form.elements.body.value.trim().length < 20) return { body: [words.short] };
    if (steps[at].contains(form.elements.addressee)) {
      clear(fieldOf("addressee"));
      if (!said("village", "place", "addressee")) return { addressee: [words.where] };
    }
  };
  next.addEventListener("click", () => {
    const lacks = lacking();
    if (lacks) form.refuse(lacks);
    else form.go(at + 1);
  });
  back.addEventListener("click", () => form.go(at - 1));
  // Enter in a line of text goes on instead of sending half a story.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    if (!next.hidden) next.click();
  });

  form.refresh = () => (urgent(), anonymous());
  form.classList.add("stepped");
  const wrong = form.querySelector(".bad-field");
  form.go(wrong ? steps.indexOf(wrong.closest("[data-step]")) : 0, true);
  form.refresh();
}
