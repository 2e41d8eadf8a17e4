/** A poll of dates as a grid: each date at every member's own clock, each answer a word with a shape. */
import { bdi, icon, make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { CHOICES, best, tally } from "./polldata.js";
import { clockTime, timeOfDay } from "./zones.js";

const SHAPES = { yes: "tick", maybe: "triangle", no: "cross", "": "dot" };

/** @returns {HTMLElement} the word of an answer with its shape */
export const answer = (word) => make("span", { class: `vote ${word || "none"}` }, icon(SHAPES[word]), t(`poll.${word || "none"}`));

function clock({ start }, member, hours) {
  const kind = timeOfDay(start, hours);
  const note = kind === "work" ? "" : make("span", { class: "tag" }, t(`poll.${kind}`));
  return make("li", {}, bdi(member.countryName), ": ", make("time", { datetime: start }, clockTime(start, hours.zone)), " ", note,
    hours.stated ? "" : make("span", { class: "quiet" }, t("poll.no_zone")));
}

/** @returns {HTMLElement} the option's time at every member's clock, the own one first */
export function clocks(option, members, hours) {
  return make("ul", { class: "clocks small", role: "list" }, ...members.map((member) => clock(option, member, hours.get(member.focalPoint))));
}

function radios(option, chosen, onchange) {
  const choice = (word) => make("label", { class: "vote" },
    make("input", { type: "radio", name: `vote-${option.id}`, value: word, checked: word === chosen, onchange }), icon(SHAPES[word]), t(`poll.${word}`));
  return make("fieldset", { class: "votes" }, make("legend", { class: "away" }, t("poll.your_answer")), ...CHOICES.map(choice));
}

const own = (members) => members[0].focalPoint;

function cell(option, member, { votes, members, voting, onchange }) {
  const word = votes[member.focalPoint]?.[option.id] ?? "";
  const mine = voting && member.focalPoint === own(members);
  return make("td", { dataset: { label: member.countryName } }, mine ? radios(option, word, onchange) : answer(word));
}

function row(option, board, counts, top) {
  const { members, hours, decided } = board;
  const sum = t("poll.sum", { yes: counts[option.id].yes, maybe: counts[option.id].maybe, no: counts[option.id].no });
  const mark = decided === option.id ? make("span", { class: "tag chosen" }, icon("tick"), t("poll.chosen"))
    : !decided && top.includes(option.id) ? make("span", { class: "tag" }, t("poll.best")) : "";
  return make("tr", { dataset: { option: option.id } },
    make("th", { scope: "row" }, clocks(option, members, hours), make("span", { class: "small quiet" }, t("poll.minutes", { minutes: option.minutes }), " · ", sum), " ", mark),
    ...members.map((member) => cell(option, member, board)));
}

/**
 * @param {object} board
 * @param {import("./polldata.js").Option[]} board.options
 * @param {import("./context.js").Member[]} board.members the own one first
 * @param {Map<string, import("./zones.js").Hours>} board.hours by post
 * @param {Record<string, Record<string, string>>} board.votes by post, then option
 * @param {boolean} board.voting whether the own column can be answered
 * @param {?string} board.decided option @param {function(): void} [board.onchange]
 * @returns {HTMLElement}
 */
export function grid(board) {
  const { options, members, votes } = board;
  const [counts, top] = [tally(options, votes), best(options, votes)];
  const head = make("tr", {}, make("th", { scope: "col" }, t("poll.date")), ...members.map((member, i) =>
    make("th", { scope: "col" }, bdi(member.countryName), i === 0 ? make("span", { class: "small quiet" }, ` ${t("poll.you")}`) : "")));
  return make("div", { class: "scroll" }, make("table", { class: "poll" }, make("thead", {}, head),
    make("tbody", {}, ...options.map((option) => row(option, board, counts, top)))));
}
