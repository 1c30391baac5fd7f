// The line one writes on: Enter sends, Shift+Enter breaks the line, an arrow up brings the last question back.

export function composer(form, send) {
  const box = form.querySelector("textarea");
  let last = "";

  function fit() {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + 2}px`;
  }

  function fill(text) {
    box.value = text;
    fit();
    box.focus();
    box.setSelectionRange(text.length, text.length);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    last = text;
    fill("");
    send(text);
  });
  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    // While a letter with its tone is being composed, Enter belongs to the keyboard.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowUp" && !box.value && last) {
      event.preventDefault();
      fill(last);
    } else if (event.key === "Escape" && box.value) {
      fill("");
    }
  });
  return { remember: (text) => { last = text; }, clear: () => { box.value = ""; last = ""; fit(); }, label: (words) => box.setAttribute("aria-label", words) };
}
