// Who one is: the four that show most, and everyone else by unit.

import { closable, element, folded } from "/static/elements.js";

// The sample's own codes; where one is missing, the first person of that role stands in.
const FEATURED = [
  ["TN-KV4-TP", "chief"],
  ["TN-KV4-CHV01", "executor"],
  ["TN-TRUONG", "leader"],
  ["TN-ADMIN", "admin"],
];
const ROLES = { country_leader: "Lãnh đạo Cục", leader: "Lãnh đạo tỉnh", chief: "Trưởng phòng", executor: "Chấp hành viên", admin: "Quản trị" };
const FIRST_QUESTIONS = {
  executor: ["Tôi còn thiếu bao nhiêu?", "Án trên 1 năm của tôi", "Việc chưa tác nghiệp 30 ngày", "Còn mấy ngày nữa hết năm công tác?"],
  chief: ["Đơn vị tôi còn thiếu bao nhiêu?", "Chấp hành viên nào thấp nhất?", "Việc chưa tác nghiệp 30 ngày", "So với cùng kỳ năm trước"],
  leader: ["Toàn tỉnh đạt bao nhiêu?", "Phòng nào dưới chỉ tiêu?", "Án trên 5 năm toàn tỉnh", "So với cùng kỳ năm trước"],
  admin: ["Toàn tỉnh đạt bao nhiêu?", "Tôi là ai?", "Còn mấy ngày nữa hết năm công tác?", "Giúp"],
};
FIRST_QUESTIONS.country_leader = FIRST_QUESTIONS.leader;

/** The role that says most of a person who has several. */
const mainRole = (person) => Object.keys(ROLES).find((role) => person.roles.includes(role)) ?? "executor";

export const firstQuestions = (person) => FIRST_QUESTIONS[mainRole(person)];

/** What a title says after a comma is mostly the unit once more. */
const titleOf = (person) => (person.title ?? ROLES[mainRole(person)]).split(",")[0];

/** "Trưởng phòng · Phòng THADS khu vực 4", broken between the two where it does not fit. */
export const description = (person) => [`${titleOf(person)} · `, element("span", { class: "unit" }, person.unit)];

/** Vietnamese given names come last, and it is by them that one is addressed. */
export const givenName = (person) => person.name.trim().split(/\s+/).at(-1);

/** The first letters of the last two words. */
export function initials(name) {
  return name.trim().split(/\s+/).slice(-2).map((word) => [...word][0] ?? "").join("").toUpperCase();
}

export function featured(people) {
  const found = FEATURED.map(([code, role]) => people.find((p) => p.code === code) ?? people.find((p) => mainRole(p) === role));
  return [...new Set(found.filter(Boolean))];
}

/** A function that asks who to be, `current` so far, and gives the person, or null. */
export function picker(people) {
  const dialog = document.querySelector("#people-dialog");
  const search = dialog.querySelector("input");
  const list = dialog.querySelector(".everyone");
  let answer = () => {};
  let current = null;

  function card(person, role, below) {
    const choose = () => { answer(person); dialog.close(); };
    return element(
      "button",
      { type: "button", class: "person", "data-code": person.code, "aria-current": person === current ? "true" : null, onclick: choose },
      role ? element("span", { class: "role" }, role) : null,
      element("b", {}, person.name),
      element("small", {}, below),
    );
  }

  function show() {
    const wanted = folded(search.value.trim());
    const fitting = people.filter((p) => folded(`${p.name} ${p.unit} ${p.title ?? ""} ${p.code}`).includes(wanted));
    const units = new Map();
    for (const person of fitting) units.set(person.unit_code, [...(units.get(person.unit_code) ?? []), person]);
    const groups = [...units.values()].flatMap((members) => [
      element("h3", {}, members[0].unit),
      element("div", { class: "people" }, ...members.map((person) => card(person, null, titleOf(person)))),
    ]);
    list.replaceChildren(...(groups.length ? groups : [element("p", { class: "small" }, "Không có ai như vậy.")]));
  }

  closable(dialog);
  search.addEventListener("input", show);
  dialog.addEventListener("close", () => answer(null));
  return (who) => {
    [current, search.value] = [who, ""];
    const cards = featured(people).map((person) => card(person, ROLES[mainRole(person)], person.unit));
    dialog.querySelector(".featured").replaceChildren(...cards);
    show();
    dialog.showModal();
    dialog.scrollTop = 0;
    return new Promise((resolve) => { answer = resolve; });
  };
}
