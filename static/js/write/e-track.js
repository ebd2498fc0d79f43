// A scanned code stands behind the # of the address: fill it in and take it out of the address bar.
const form = document.querySelector("[data-track]");
const [, number, code] = location.hash.match(/^#([\w-]+)\.([\w-]+)$/) || [];
if (form && code) {
  form.elements.number.value = number;
  form.elements.code.value = code;
  history.replaceState(null, "", location.pathname);
  form.querySelector("button").focus();
}
