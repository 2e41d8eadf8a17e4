/** The panel of polls: who can come when, what was decided, and the agreed date as a calendar file. */
import { make } from "../../hub/js/page.js";
import { moment, t } from "../../hub/js/texts.js";
import { atWork, bodyOf, standingOf } from "./acts.js";
import { calendar } from "./ics.js";
import { ask, doing, field, follow, refusal, select, written } from "./panel.js";
import { choicesOf, optionsOf } from "./polldata.js";
import { grid } from "./pollgrid.js";
import { hoursOfAll, ownFirst, propose } from "./pollnew.js";
import { clockTime, hoursOf } from "./zones.js";

const first = (text) => text.trim().split("\n", 1)[0].slice(0, 120);

/** @typedef {{id: string, standing: object, body: object, options: ?object[], votes: object}} Poll opened */

async function votesOf(context, poll, { voted }, options) {
  const opened = Object.entries(voted).map(async ([post, event]) =>
    [post, choicesOf(await bodyOf(context, event, { kind: "thread.vote", post, facts: { poll } }), options)]);
  return Object.fromEntries(await Promise.all(opened));
}

async function read(context, id, standing) {
  const body = await bodyOf(context, standing.event, { kind: "thread.poll", post: standing.by, facts: { poll: id } });
  const options = optionsOf(body);
  const decision = standing.decided ? await bodyOf(context, standing.decided, { kind: "thread.decide", post: standing.by, facts: { poll: id } }) : null;
  const decided = options?.find((one) => one.id === decision?.fields.option) ?? null;
  return { id, standing, body, options, decision, decided, votes: options ? await votesOf(context, id, standing, options) : {} };
}

function save(context, { id, body, decided }) {
  const text = calendar({ uid: id, host: location.hostname, start: decided.start, minutes: decided.minutes,
    summary: first(body.text) || t("poll.meeting"), description: `${body.text}\n\n${location.origin}/threads/${context.thread.id}/` });
  const href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  make("a", { href, download: `${decided.start.slice(0, 10)}.ics` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function vote(context, poll, place) {
  const choices = Object.fromEntries([...place.querySelectorAll("input:checked")].map(({ name, value }) => [name.slice(5), value]));
  return context.send({ kind: "thread.vote", facts: { poll: poll.id }, body: { fields: { choices } } });
}

function decide(context, poll, zone) {
  const none = ["", t("poll.none_of_these")];
  const which = select([...poll.options.map(({ id, start }) => [id, clockTime(start, zone)]), none]);
  const why = make("textarea", { rows: 2, maxlength: 20000, dir: "auto" });
  return ask({ title: t("poll.decide"), about: [t("poll.decide_means")], verb: t("poll.decide"),
    parts: [field("decide-which", t("poll.date"), which), field("decide-why", t("acts.words"), why)],
    run: () => context.send({ kind: "thread.decide", facts: { poll: poll.id },
      body: { text: why.value, fields: { option: which.value || null } } }) });
}

/** Everything of one poll, in a dialog wide enough for its grid. */
async function show(context, poll) {
  const members = ownFirst(context);
  const hours = await hoursOfAll(members);
  const over = Boolean(poll.standing.decided) || !atWork(context);
  const board = make("div", {}, grid({ ...poll, members, hours, voting: !over, decided: poll.decided?.id ?? null }));
  const dialog = make("dialog", { class: "wide", "aria-labelledby": "poll-title" });
  const close = () => dialog.close();
  const answer = () => vote(context, poll, board).then(close);
  const mine = poll.standing.by === context.own && !over;
  const { zone } = hours.get(context.own);
  dialog.append(make("div", { class: "stack" }, make("h2", { id: "poll-title", tabindex: -1 }, t("poll.title")), written(poll.body.text), board,
    poll.decision?.text ? written(poll.decision.text) : "",
    make("div", { class: "row" }, over ? "" : doing(t("poll.answer"), answer, ""),
      mine ? doing(t("poll.decide"), () => { close(); return decide(context, poll, zone); }) : "",
      poll.decided ? doing(t("poll.save"), () => save(context, poll)) : "",
      make("button", { type: "button", class: "button plain", onclick: close }, t("acts.close")))));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function state(context, { standing, decided, decision }, zone) {
  if (decided) return t("poll.decided", { when: clockTime(decided.start, zone) });
  if (decision) return t("poll.no_date");
  const people = t("poll.answered", { done: Object.keys(standing.voted).length, all: context.receivers().length });
  return standing.closes ? `${people} · ${t("poll.until", { when: moment(standing.closes) })}` : people;
}

function item(context, poll, zone) {
  const waits = atWork(context) && !poll.standing.decided && !(context.own in poll.standing.voted);
  const text = waits ? t("poll.answer_now") : t("poll.look");
  return make("li", { dataset: { poll: poll.id } }, make("div", { class: "who" }, written(first(poll.body.text)),
    make("p", { class: "small quiet" }, poll.options ? state(context, poll, zone) : t("poll.unreadable"))),
  poll.options ? doing(text, () => show(context, poll), waits ? "small" : "second small") : "");
}

async function draw(context) {
  const found = await Promise.all(Object.entries(standingOf(context).polls)
    .map(([id, standing]) => read(context, id, standing).catch((error) => error)));
  const zone = found.length ? (await hoursOf(context.own)).zone : "UTC";
  const items = found.reverse().map((one) => (one instanceof Error ? make("li", {}, refusal(one)) : item(context, one, zone)));
  return [
    items.length ? make("ul", { class: "people", role: "list" }, ...items) : make("p", { class: "small quiet" }, t("poll.nothing")),
    atWork(context) ? doing(t("poll.new"), () => propose(context)) : "",
  ];
}

/** @param {HTMLElement} place @param {import("./context.js").Context} context */
export const mount = (place, context) =>
  follow(place, context, t("poll.heading"), () => [standingOf(context).polls, atWork(context)], () => draw(context));
