// A phone asks now and then whether the hall is at something else; a page in which somebody types is left alone.
const phone = document.querySelector("[data-place]");
if (phone) {
  const moved = document.querySelector("[data-moved]");
  const typed = () => [...document.querySelectorAll("textarea, input[type=text]")].some((field) => field.value !== field.defaultValue);
  const later = () => setTimeout(ask, 5000 + Math.random() * 2000);
  let tag = "";
  const ask = async () => {
    try {
      if (document.visibilityState === "visible") {
        const answer = await fetch(phone.dataset.place, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
        if (answer.status === 200) {
          tag = answer.headers.get("ETag") || "";
          if ((await answer.json()).at !== phone.dataset.at) {
            if (!typed()) return location.replace(phone.dataset.self);
            if (moved) moved.hidden = false;
          }
        }
      }
    } catch {
      // The line is gone for a moment; the next question may get through.
    }
    return later();
  };
  later();
}
