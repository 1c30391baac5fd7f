// The demo's clock: shown, ticking, and moved forward.

import { closable } from "/static/elements.js";
import * as server from "/static/server.js";

const ZONE = "Asia/Ho_Chi_Minh";
const DAY = 24 * 60 * 60;
const parts = new Intl.DateTimeFormat("vi-VN", {
  timeZone: ZONE, weekday: "long", day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

let offset = 0;

function read(moment) {
  return Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
}

export const now = () => new Date(performance.now() + offset);

/** "07:25" */
export function time(moment) {
  const { hour, minute } = read(moment);
  return `${hour}:${minute}`;
}

/** "Thứ Sáu, 12/9/2025" */
export function day(moment) {
  const { weekday, day: date, month, year } = read(moment);
  return `${weekday}, ${date}/${month}/${year}`;
}

/** The server's time, from here on. */
export function set({ now: iso }) {
  offset = new Date(iso).getTime() - performance.now();
  show();
}

function show() {
  const moment = now();
  const { weekday, day: date, month, year, hour, minute } = read(moment);
  const shown = document.querySelector("#clock-time");
  const short = document.createElement("span");
  short.className = "weekday";
  short.textContent = `${weekday}, `;
  shown.replaceChildren(`${hour}:${minute} · `, short, `${date}/${month}/${year}`);
  shown.dateTime = moment.toISOString();
  document.querySelector("#clock-reading").textContent = `${hour}:${minute}, ${day(moment)}`;
}

/** "15/9", "15/9/2025" as the whole days from today until then; null where it is no day or not ahead. */
export function daysUntil(text, moment) {
  const said = /^\s*(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\s*$/.exec(text);
  if (!said) return null;
  const today = read(moment);
  const year = Number(said[3] ?? today.year);
  const wanted = new Date(Date.UTC(year, said[2] - 1, said[1]));
  if (wanted.getUTCMonth() !== said[2] - 1 || wanted.getUTCDate() !== Number(said[1])) return null;
  const days = (wanted - Date.UTC(today.year, today.month - 1, today.day)) / (DAY * 1000);
  return days > 0 ? days : null;
}

/** Joins the button and the dialog; resolves when the time is known. */
export async function start() {
  const dialog = document.querySelector("#clock-dialog");
  const problem = document.querySelector("#clock-problem");
  const wanted = document.querySelector("#clock-date");

  async function advance(seconds) {
    try {
      set(await server.advance(seconds));
      problem.textContent = "";
      document.querySelector("#news").textContent = `Đồng hồ bản dùng thử: ${time(now())}, ${day(now())}.`;
    } catch (error) {
      problem.textContent = error instanceof server.Refused ? error.message : "Chưa tua được: mất kết nối với máy chủ.";
    }
  }

  closable(dialog);
  document.querySelector("#clock-button").addEventListener("click", () => {
    problem.textContent = "";
    dialog.showModal();
  });
  for (const button of dialog.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => advance(Number(button.dataset.advance)));
  }
  document.querySelector("#clock-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const days = daysUntil(wanted.value, now());
    wanted.setAttribute("aria-invalid", String(days === null));
    if (days === null) {
      problem.textContent = "Ghi một ngày sau hôm nay, như 15/9/2025.";
      return;
    }
    await advance(days * DAY);
    if (!problem.textContent) dialog.close();
  });
  setInterval(show, 1000);
  set(await server.clock());
}
