// Sending with progress; whatever goes wrong, everything stays and the same key is sent again.
const form = document.querySelector("[data-write]");
if (form) {
  const words = form.words;
  const send = form.querySelector("[data-send]");
  const bar = form.querySelector("[data-progress]");
  const review = form.querySelector("[data-review]");
  let busy = false;
  let failed = false;

  const rest = (sentence) => {
    busy = false;
    bar.hidden = true;
    send.removeAttribute("aria-busy");
    form.say(sentence);
  };
  const fail = (sentence) => {
    failed = true;
    rest(sentence);
    send.textContent = words.again;
  };
  const json = (request) => {
    try {
      return JSON.parse(request.responseText);
    } catch {
      return {};
    }
  };
  // Pays for one more complaint from a busy network with a few seconds of computing.
  const solve = async (challenge, bits) => {
    const text = new TextEncoder();
    for (let n = 0; ; n++) {
      const digest = await crypto.subtle.digest("SHA-256", text.encode(`${challenge}:${n}`));
      if (!(new DataView(digest).getUint32(0) >>> (32 - bits))) return String(n);
    }
  };
  const freshToken = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
    form.elements.csrf_token.value = page.querySelector("[data-write] [name=csrf_token]").value;
  };
  const post = (more = {}, isSecond = false) => {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    Object.entries(more).forEach(([name, value]) => body.set(name, value));
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.timeout = 600000;
    request.upload.onprogress = (event) => {
      bar.value = event.total ? Math.round((100 * event.loaded) / event.total) : 0;
      form.say(bar.value < 100 ? form.fill(words.sending, `${bar.value} %`) : words.checking);
    };
    request.onerror = request.ontimeout = () => fail(words.failed);
    request.onload = async () => {
      const status = request.status;
      if (status === 200 && request.responseURL.split("?")[0].endsWith("/tanda-terima")) {
        await form.finish();
        location.replace(request.responseURL);
      } else if (status === 422) {
        rest("");
        form.refuse(json(request).errors || {}, json(request).choices);
      } else if (status === 429 && json(request).challenge && window.crypto?.subtle) {
        form.say(words.work);
        const { challenge, bits } = json(request);
        post({ challenge, answer: await solve(challenge, bits) }, isSecond);
      } else if (status === 400 && !isSecond) {
        // The page stood open for too long: a fresh token, and once more.
        freshToken().then(() => post(more, true), () => fail(words.failed));
      } else fail(json(request).title || words.server);
    };
    request.send(body);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    failed = false;
    bar.value = 0;
    bar.hidden = false;
    send.setAttribute("aria-busy", "true");
    form.say(form.fill(words.sending, "0 %"));
    post();
  });
  addEventListener("online", () => failed && form.say(words.online));

  form.addEventListener("step", async () => {
    form.say("");
    if (send.hidden) return;
    review.textContent = words.reviewing;
    try {
      const body = new FormData(form);
      body.delete("files");
      const answer = await fetch(form.dataset.reviewUrl, { method: "POST", body, headers: { "X-Requested-With": "fetch", Accept: "application/json" } });
      if (answer.status === 422) {
        const { errors, choices } = await answer.json();
        delete errors.consent;
        return form.refuse(errors, choices);
      }
      if (!answer.ok) throw new Error(answer.status);
      review.innerHTML = await answer.text(); // our own server's page, escaped there
    } catch {
      review.textContent = words.noReview;
    }
  });
}
