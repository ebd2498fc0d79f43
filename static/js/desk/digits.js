// A digit typed on a paper sheet leads to the next one; wrong keys stay for the server to explain.
document.querySelectorAll("[data-digits]").forEach((sheet) => {
  const inputs = [...sheet.querySelectorAll("input")];
  inputs.forEach((input, k) => {
    input.addEventListener("focus", () => input.select());
    input.addEventListener("input", () => {
      if (/^[0-4]$/.test(input.value) && inputs[k + 1]) inputs[k + 1].focus();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Backspace" && !input.value && inputs[k - 1]) inputs[k - 1].focus();
    });
  });
});
