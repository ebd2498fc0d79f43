// The hall's screen asks every 1.2 s what is shown now; mostly the answer is "the same".
const screen = document.querySelector("[data-hall]");
if (screen) {
  const EVERY = 1200;
  const lost = document.querySelector("[data-lost]");
  let tag = "";
  let failed = 0;
  const ask = async () => {
    try {
      const answer = await fetch(screen.dataset.hall, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
      if (answer.status === 200) {
        const said = await answer.json();
        tag = answer.headers.get("ETag") || "";
        screen.innerHTML = said.html;
      } else if (answer.status !== 304) throw new Error(answer.status);
      failed = 0;
    } catch {
      failed += 1;
    }
    if (lost) lost.hidden = failed < 4;
    setTimeout(ask, failed ? Math.min(EVERY * 2 ** failed, 15000) : EVERY);
  };
  ask();
}
