// A tablet left alone goes back to its start; before that it asks whether somebody is still there.
const page = document.querySelector("[data-idle]");
if (page) {
  const limit = Number(page.dataset.idle) * 1000;
  const question = document.querySelector("[data-still]");
  const ASK = 15000;
  let timers = [];
  const wait = () => {
    timers.forEach(clearTimeout);
    timers = [setTimeout(() => location.replace(page.dataset.start), limit)];
    if (!question) return;
    question.hidden = true;
    timers.push(setTimeout(() => (question.hidden = false), limit - ASK));
  };
  ["pointerdown", "keydown", "input"].forEach((kind) => addEventListener(kind, wait));
  addEventListener("pageshow", (event) => (event.persisted ? location.replace(page.dataset.start) : wait()));
}
