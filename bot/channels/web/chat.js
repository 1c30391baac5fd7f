// One chat in its pane: who speaks, what was said on both sides, and what is on its way.

import * as clock from "/static/clock.js";
import { composer } from "/static/composer.js";
import { element } from "/static/elements.js";
import { replyElement, saidElement, typingElement } from "/static/message.js";
import { description, firstQuestions, givenName, initials } from "/static/people.js";
import * as server from "/static/server.js";

// Shorter waits show no dots, which would only flicker; longer ones are over.
const TYPING_AFTER = 350;
const TYPING_AT_MOST = 30_000;
const LONGEST_PAUSE = 15_000;
// A connection that comes back at once was never missed.
const LOST_AFTER = 1500;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** Ours to make, so that a message sent twice is known to be one. */
function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Chat {
  constructor(pane, choose) {
    this.log = pane.querySelector(".log");
    this.who = pane.querySelector(".who");
    this.offline = pane.querySelector(".offline");
    this.pane = pane;
    this.person = null;
    this.dots = typingElement();
    this.composer = composer(pane.querySelector("form"), (text) => this.say({ text }, text));
    this.who.addEventListener("click", choose);
    this.leave = () => {};
    this.outgoing = [];
    this.unseen = [];
    this.loads = 0;
    this.lost = null;
  }

  /** Become this person: their chat so far, and all that follows. */
  async open(person) {
    this.close();
    this.person = person;
    this.outgoing = [];
    this.composer.clear();
    this.who.querySelector("b").textContent = person.name;
    this.who.querySelector("small").replaceChildren(...description(person));
    this.who.querySelector(".initials").textContent = initials(person.name);
    this.pane.setAttribute("aria-label", `Cuộc trò chuyện của ${person.name}`);
    this.log.setAttribute("aria-label", `Hỏi và đáp của ${person.name}`);
    this.composer.label(`Câu hỏi của ${person.name}`);
    this.forget();
    await this.load();
  }

  close() {
    this.leave();
    this.leave = () => {};
    this.loads += 1;
    this.person = null;
  }

  /** Read the chat from the beginning, then listen. */
  async load() {
    const { person } = this;
    const mine = ++this.loads;
    // What is said from here on may be missing in what the server is about to tell.
    this.unseen = [...this.outgoing];
    this.leave();
    this.log.setAttribute("aria-busy", "true");
    let past = null;
    while (past === null) {
      past = await server.history(person.code).catch(() => null);
      if (this.loads !== mine) return;
      this.connected(past !== null);
      if (past === null) await pause(2000);
    }
    this.forget();
    for (const entry of past.entries) this.recall(entry);
    const known = new Set(past.entries.map(({ said }) => said));
    for (const { shown, message } of this.unseen) if (!known.has(message.id)) this.log.append(shown);
    if (!this.log.childElementCount) this.log.append(this.welcome());
    this.unanswered = this.outgoing.length;
    this.log.removeAttribute("aria-busy");
    this.log.scrollTop = this.log.scrollHeight;
    this.run = past.run;
    this.leave = server.listen(person.code, past.last, this);
  }

  forget() {
    [this.shown, this.labels, this.day, this.unanswered] = [new Set(), new Map(), "", 0];
    this.stopTyping();
    this.log.replaceChildren();
  }

  recall(entry) {
    if (!("said" in entry)) return this.show(entry);
    const moment = new Date(entry.at);
    const text = entry.text ?? this.labels.get(entry.press) ?? "(nút bấm)";
    this.mark(moment);
    this.log.append(saidElement(text, clock.time(moment)));
    if (entry.text) this.composer.remember(entry.text);
    return undefined;
  }

  // What the server tells

  connected(here) {
    if (here) {
      clearTimeout(this.lost);
      [this.lost, this.offline.hidden] = [null, true];
    } else this.lost ??= setTimeout(() => { this.offline.hidden = false; }, LOST_AFTER);
  }

  /** After a restart the server may speak of another database: what is shown here is read anew. */
  ready({ run }) {
    if (run !== this.run) this.load();
  }

  clock(reading) {
    clock.set(reading);
  }

  reply(reply) {
    if (this.shown.has(reply.id)) return;
    this.unanswered = Math.max(0, this.unanswered - 1);
    this.stopTyping();
    const made = this.show(reply);
    // The answer is read from its beginning, under the question, also where it is longer than the pane.
    const from = made.previousElementSibling?.classList.contains("said") ? made.previousElementSibling : made;
    this.scrollTo(Math.min(from.offsetTop - this.log.offsetTop - 12, this.log.scrollHeight - this.log.clientHeight));
    if (this.unanswered) this.awaitAnswer();
  }

  /** The server says that an answer is being made. */
  typing() {
    this.startTyping();
  }

  show(reply) {
    this.shown.add(reply.id);
    let number = 0;
    for (const { label } of reply.buttons.flat()) this.labels.set(`${reply.id}:${number++}`, label);
    const made = replyElement(reply, (n, label) => this.say({ press: `${reply.id}:${n}` }, label));
    this.log.append(made);
    return made;
  }

  // What the person says

  say(what, text) {
    this.log.querySelector(".welcome")?.remove();
    this.mark(clock.now());
    const shown = saidElement(text, "Đang gửi…");
    this.log.append(shown);
    this.scrollTo(this.log.scrollHeight);
    this.unanswered += 1;
    const line = { shown, message: { person: this.person.code, id: newId(), ...what } };
    this.unseen.push(line);
    this.outgoing.push(line);
    if (this.outgoing.length === 1) this.deliver();
  }

  /** Send what waits, one after another, each until the server has it or refuses it. */
  async deliver() {
    const { outgoing } = this;
    for (let wait = 500; outgoing.length; ) {
      const { shown, message } = outgoing[0];
      const note = shown.querySelector("small");
      try {
        const { at } = await server.say(message);
        note.textContent = clock.time(new Date(at));
        if (outgoing === this.outgoing && this.unanswered) this.awaitAnswer();
      } catch (error) {
        if (!(error instanceof server.Refused)) {
          note.textContent = "Chưa gửi được, đang thử lại…";
          await pause(wait);
          wait = Math.min(wait * 2, LONGEST_PAUSE);
          continue;
        }
        if (outgoing === this.outgoing) this.unanswered = Math.max(0, this.unanswered - 1);
        shown.classList.add("refused");
        note.textContent = error.message;
      }
      outgoing.shift();
      wait = 500;
    }
  }

  awaitAnswer() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.startTyping(), TYPING_AFTER);
  }

  startTyping() {
    this.log.append(this.dots);
    this.scrollTo(this.log.scrollHeight);
    clearTimeout(this.over);
    this.over = setTimeout(() => this.stopTyping(), TYPING_AT_MOST);
  }

  stopTyping() {
    clearTimeout(this.soon);
    clearTimeout(this.over);
    this.dots.remove();
  }

  // How it looks

  /** A line with the day, where a new one begins. */
  mark(moment) {
    const day = clock.day(moment);
    if (day !== this.day) this.log.append(element("p", { class: "day" }, day));
    this.day = day;
  }

  scrollTo(top) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  welcome() {
    const questions = firstQuestions(this.person).map((text) =>
      element("button", { type: "button", class: "suggestion", onclick: () => this.say({ text }, text) }, text));
    return element(
      "div",
      { class: "welcome" },
      element("h2", {}, `Chào anh/chị ${givenName(this.person)}`),
      element("p", {}, "Đây là trợ lý tự động, trả lời từ số liệu đã nạp. Cứ hỏi như nói, có dấu hay không dấu đều được."),
      element("div", { class: "suggestions", role: "group", "aria-label": "Câu hỏi gợi ý" }, ...questions),
    );
  }
}
