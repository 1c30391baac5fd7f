// One line of the chat as it is seen: what was said, and what was answered.

import { element } from "/static/elements.js";

/** What a person said; `state` tells whether the server has it. */
export function saidElement(text, time) {
  return element("div", { class: "said" }, element("span", { class: "hidden" }, "Anh/chị:"), element("p", {}, text), element("small", {}, time));
}

/** A reply: what was understood, the answer, its details, and the next steps. `press(n, label)` is called for a button. */
export function replyElement(reply, press) {
  const rows = numbered(reply.buttons, press);
  const steps = rows.map((row) => row.filter(({ correction }) => !correction)).filter((row) => row.length);
  return element(
    "article",
    { class: "reply", "data-id": reply.id },
    element("span", { class: "hidden" }, "Trợ lý:"),
    heardElement(reply.heard, rows.flat().filter(({ correction }) => correction)),
    element("p", { class: "headline" }, reply.headline),
    ...reply.lines.map((line) => element("p", { class: "line" }, line)),
    reply.table ? tableElement(reply.table) : null,
    reply.notes.length ? element("div", { class: "notes" }, ...reply.notes.map((note) => element("p", {}, note))) : null,
    steps.length ? buttonsElement(steps) : null,
  );
}

/** What was understood, and beside it the button that says that it was something else. */
function heardElement(heard, corrections) {
  if (!heard && !corrections.length) return null;
  return element("div", { class: "heard" }, element("p", {}, heard), ...corrections.map(buttonElement));
}

// Case numbers and dates are one word, and no longer than this ("12345/2025").
const LONGEST_CODE = 12;
// A word beyond this is no word, and may be broken anywhere so that it does not widen the table.
const LONGEST_WORD = 16;

/** A column whose title begins with ">" holds numbers, aligned right; numbers, dates and codes are never broken. */
function tableElement({ columns, rows }) {
  const unbroken = (n) => rows.every((row) => row[n].length <= LONGEST_CODE && !row[n].includes(" "));
  const endless = (cell) => cell.split(/\s/).some((word) => word.length > LONGEST_WORD);
  const kinds = columns.map((title, n) => (title.startsWith(">") ? "number" : unbroken(n) ? "code" : null));
  const kind = (n) => kinds[n];
  const titles = columns.map((title, n) => element("th", { scope: "col", class: kind(n) }, title.replace(/^>/, "")));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell, n) => element("td", { class: endless(cell) ? "endless" : kind(n) }, cell))));
  return element(
    "div",
    { class: "table" },
    element("table", {}, element("thead", {}, element("tr", {}, ...titles)), element("tbody", {}, ...body)),
  );
}

/** The buttons in their rows, numbered from 0 over all of them. */
function numbered(rows, press) {
  let number = 0;
  return rows.map((row) =>
    row.map((button) => {
      const mine = number++;
      return { ...button, press: () => press(mine, button.label) };
    }),
  );
}

function buttonElement({ label, back, press }) {
  return element("button", { type: "button", class: back ? "back" : null, onclick: press }, label);
}

function buttonsElement(rows) {
  const made = rows.map((row) => element("div", {}, ...row.map(buttonElement)));
  return element("div", { class: "buttons", role: "group", "aria-label": "Bước tiếp theo" }, ...made);
}

export function typingElement() {
  return element("p", { class: "typing", role: "img", "aria-label": "Trợ lý đang trả lời" }, element("i"), element("i"), element("i"));
}
