// One line of the chat as it is seen: what was said, and what was answered.

import { element } from "/static/elements.js";

/** What a person said; `state` tells whether the server has it. */
export function saidElement(text, time) {
  return element("div", { class: "said" }, element("span", { class: "hidden" }, "Anh/chị:"), element("p", {}, text), element("small", {}, time));
}

/** A reply: what was understood, the answer, its details, and the next steps. `press(n, label)` is called for a button. */
export function replyElement(reply, press) {
  return element(
    "article",
    { class: "reply", "data-id": reply.id },
    element("span", { class: "hidden" }, "Trợ lý:"),
    reply.heard ? element("p", { class: "heard" }, reply.heard) : null,
    element("p", { class: "headline" }, reply.headline),
    ...reply.lines.map((line) => element("p", { class: "line" }, line)),
    reply.table ? tableElement(reply.table) : null,
    reply.notes.length ? element("div", { class: "notes" }, ...reply.notes.map((note) => element("p", {}, note))) : null,
    reply.buttons.length ? buttonsElement(reply.buttons, press) : null,
  );
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
function buttonsElement(rows, press) {
  let number = 0;
  const made = rows.map((row) => {
    const buttons = row.map(({ label, back }) => {
      const mine = number++;
      return element("button", { type: "button", class: back ? "back" : null, onclick: () => press(mine, label) }, label);
    });
    return element("div", {}, ...buttons);
  });
  return element("div", { class: "buttons", role: "group", "aria-label": "Bước tiếp theo" }, ...made);
}

export function typingElement() {
  return element("p", { class: "typing", role: "img", "aria-label": "Trợ lý đang trả lời" }, element("i"), element("i"), element("i"));
}
