// Minutes save themselves while they are typed. What came back from the server is put into the box only when nothing
// was typed meanwhile; else the next save says that its text came from what was sent, and the server merges.
const notes = document.querySelector("[data-minutes]");
if (notes) {
  const box = notes.querySelector("textarea");
  const { base, as_sent: asSent, csrf_token: token } = notes.elements;
  const status = notes.querySelector("[data-minutes-status]");
  const pause = 2500;
  let known = box.value; // what the box held when it last agreed with the server
  let pending = null; // sent, and not yet answered: sent again as it is until it is
  let timer = 0;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  // The new text, with the cursor where its words are.
  const show = (text) => {
    const old = box.value;
    if (old === text) return;
    let head = 0;
    while (head < old.length && head < text.length && old[head] === text[head]) head++;
    let tail = 0;
    while (tail < old.length - head && tail < text.length - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
    const moved = (at) => (at <= head ? at : at >= old.length - tail ? at + text.length - old.length : head);
    const [start, end, top] = [moved(box.selectionStart), moved(box.selectionEnd), box.scrollTop];
    const had = document.activeElement === box;
    box.value = text;
    if (had) box.setSelectionRange(start, end);
    box.scrollTop = top;
  };
  const answered = (sent, said) => {
    if (box.value === sent) {
      show(said.body);
      known = box.value;
      base.value = said.version;
      asSent.value = "";
      say(said.body === sent ? notes.dataset.saved : notes.dataset.merged);
    } else {
      known = sent;
      base.value = said.typing.version;
      asSent.value = said.typing.as_sent ? "1" : "";
    }
  };
  const save = async () => {
    pending ||= { base: base.value, as_sent: asSent.value, body: box.value };
    const sent = pending;
    say(notes.dataset.saving);
    try {
      const answer = await fetch(notes.action, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token.value },
        body: new URLSearchParams(sent),
      });
      const said = await answer.json();
      if (pending !== sent) return; // the same text was answered already
      if (answer.ok) {
        answered(sent.body, said);
        pending = null;
      } else {
        if (answer.status < 500) pending = null; // refused: the next text may fit
        say(said.title || notes.dataset.failed);
      }
    } catch {
      say(notes.dataset.failed);
    }
  };
  const look = async () => {
    try {
      const answer = await fetch(notes.dataset.minutes, { headers: { Accept: "application/json" } });
      if (!answer.ok || box.value !== known) return;
      const said = await answer.json();
      if (box.value !== known || String(said.version) === base.value) return;
      show(said.body);
      known = box.value;
      base.value = said.version;
      asSent.value = "";
    } catch {
      // The next look may reach it.
    }
  };
  const beat = async () => {
    if (pending || box.value !== known) await save();
    else if (!document.hidden) await look();
    timer = setTimeout(beat, pause);
  };
  timer = setTimeout(beat, pause);
  notes.addEventListener("submit", () => {
    clearTimeout(timer);
    known = box.value;
    pending = null;
  });
  // Another form of the page leads away from it: what was typed here is kept first. While that fails, nobody leaves.
  let leaving = null;
  const keepFirst = async (event) => {
    const form = event.target;
    if (form === notes || form === leaving || (!pending && box.value === known)) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(timer);
    if (pending) await save();
    if (!pending && box.value !== known) await save();
    timer = setTimeout(beat, pause);
    if (pending) return;
    leaving = form;
    form.requestSubmit(event.submitter);
    leaving = null;
  };
  document.addEventListener("submit", keepFirst, true);
  addEventListener("beforeunload", (event) => {
    if (pending || box.value !== known) event.preventDefault();
  });
}
