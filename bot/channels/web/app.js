// The page: one chat on a phone, two where there is room, each with someone of the sample province.

import { Chat } from "/static/chat.js";
import * as clock from "/static/clock.js";
import { featured, picker } from "/static/people.js";
import * as server from "/static/server.js";

const REMEMBERED = "people";

function remembered(people) {
  const codes = JSON.parse(localStorage.getItem(REMEMBERED) ?? "[]");
  const known = codes.map((code) => people.find((person) => person.code === code)).filter(Boolean);
  return [...new Set([...known, ...featured(people), ...people])].slice(0, 2);
}

/** Light and dark by the button; as the device says until it is pressed. */
function startTheme() {
  const root = document.documentElement;
  document.querySelector("#theme-button").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    localStorage.setItem("theme", root.dataset.theme);
  });
}

function newPane() {
  document.querySelector("#panes").append(document.querySelector("#pane").content.cloneNode(true));
  return document.querySelector("#panes").lastElementChild;
}

async function start() {
  startTheme();
  const [people] = await Promise.all([server.people(), clock.start()]);
  const choose = picker(people);
  const chosen = remembered(people);
  const wide = matchMedia("(min-width: 900px)");
  const chats = chosen.map((_, n) => new Chat(newPane(), () => change(n)));

  // The second pane is not there on a phone, and then it does not listen either.
  function arrange() {
    chats.forEach((chat, n) => {
      if (n > 0 && !wide.matches) chat.close();
      else if (chat.person !== chosen[n]) chat.open(chosen[n]);
    });
  }

  /** Whoever is in the other pane changes places with this one. */
  async function change(n) {
    const person = await choose(chosen[n]);
    if (!person || person === chosen[n]) return;
    const other = chosen.indexOf(person);
    if (other >= 0) chosen[other] = chosen[n];
    chosen[n] = person;
    localStorage.setItem(REMEMBERED, JSON.stringify(chosen.map(({ code }) => code)));
    arrange();
  }

  wide.addEventListener("change", arrange);
  arrange();
}

start();
