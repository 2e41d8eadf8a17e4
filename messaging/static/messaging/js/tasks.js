/** The panel of tasks: what waits for the own post, what waits for others, what is done. */
import { bdi, icon, make } from "../../hub/js/page.js";
import { day, t } from "../../hub/js/texts.js";
import { atWork, bodyOf, standingOf } from "./acts.js";
import { Lacking, ask, doing, field, follow, refusal, select, written } from "./panel.js";

const today = () => new Date().toISOString().slice(0, 10);
const late = ({ state, due }) => state === "open" && Boolean(due) && due < today();

/** @typedef {{id: string, body: object, event: string, by: string, post: string, due: ?string, state: string}} Task */

const read = async (context, id, task) =>
  ({ ...task, id, body: await bodyOf(context, task.event, { kind: "thread.task", post: task.by, facts: { task: id } }) });

function change(context, { id }, state) {
  const why = make("textarea", { rows: 2, maxlength: 20000, dir: "auto" });
  return ask({ title: t(`task.${state}_title`), verb: t(`task.${state}`), parts: [field("task-why", t("acts.words"), why)],
    run: () => context.send({ kind: "thread.task_done", facts: { task: id, state }, body: { text: why.value } }) });
}

function buttons(context, task) {
  const mine = [task.by, task.post].includes(context.own);
  if (!mine || !atWork(context)) return [];
  const moves = task.state === "open" ? ["done", "dropped"] : ["reopened"];
  return moves.map((state) => doing(t(`task.${state}`), () => change(context, task, state), state === "done" ? "second small" : "plain small"));
}

const DRAWN = { open: "ring", done: "tick", dropped: "cross" };

function item(context, task) {
  if (task instanceof Error) return make("li", {}, refusal(task));
  const due = task.due && make("span", { class: late(task) ? "ball late" : "" }, late(task) ? icon("triangle") : "",
    t(late(task) ? "task.late" : "task.due", { day: day(task.due) }));
  return make("li", { class: `task ${task.state}`, dataset: { task: task.id, state: task.state } }, icon(DRAWN[task.state] ?? "ring"),
    make("div", { class: "who" }, written(task.body.text),
      make("p", { class: "small quiet" }, bdi(context.member(task.post).countryName), due ? " · " : "", due || "",
        task.state === "open" ? "" : ` · ${t(`task.is_${task.state}`)}`)),
    ...buttons(context, task));
}

const byDue = (left, right) => ((left.due ?? "9") < (right.due ?? "9") ? -1 : 1);

function group(context, title, tasks) {
  if (tasks.length === 0) return "";
  return make("div", {}, make("h3", {}, title), make("ul", { class: "people", role: "list" }, ...tasks.map((task) => item(context, task))));
}

async function draw(context) {
  const found = await Promise.all(Object.entries(standingOf(context).tasks)
    .map(([id, task]) => read(context, id, task).catch((error) => Object.assign(error, { state: "open", due: null }))));
  const open = found.filter(({ state }) => state === "open").sort(byDue);
  const over = found.filter(({ state }) => state !== "open").reverse();
  const done = group(context, t("task.over", { n: over.length }), over);
  return [
    open.length ? "" : make("p", { class: "small quiet" }, t("task.nothing")),
    group(context, t("task.yours"), open.filter(({ post }) => post === context.own)),
    group(context, t("task.theirs"), open.filter(({ post }) => post !== context.own)),
    done && make("details", {}, make("summary", { class: "small" }, t("task.over", { n: over.length })), done.lastChild),
    atWork(context) ? doing(t("task.new"), () => give(context)) : "",
  ].filter(Boolean);
}

/** A new task. @param {string} [text] what to begin with, e.g. a message's words */
export function give(context, text = "") {
  const members = context.receivers();
  const what = make("textarea", { rows: 3, maxlength: 20000, dir: "auto" });
  what.value = text;
  const who = select(members.map(({ focalPoint, countryName, name }) => [focalPoint, `${countryName}: ${name}`]),
    members.find(({ focalPoint }) => focalPoint !== context.own)?.focalPoint ?? context.own);
  const due = make("input", { type: "date", min: today(), class: "short" });
  const send = () => {
    if (!what.value.trim()) throw new Lacking(t("task.need_text"));
    return context.send({ kind: "thread.task", facts: { task: crypto.randomUUID(), post: who.value, due: due.value || null }, body: { text: what.value } });
  };
  return ask({ title: t("task.new"), verb: t("task.send"), about: [make("p", { class: "rule" }, t("task.plain"))], run: async () => send(),
    parts: [field("task-what", t("task.what"), what), field("task-who", t("task.who"), who), field("task-due", t("task.until"), due)] });
}

/** @param {HTMLElement} place @param {import("./context.js").Context} context */
export const mount = (place, context) =>
  follow(place, context, t("task.heading"), () => [standingOf(context).tasks, atWork(context), today()], () => draw(context));

/** What this part offers for one message. */
export const actions = (act, opened, context) =>
  (atWork(context) && act.proof.manifest.kind === "thread.say" && opened.body.text
    ? [{ label: t("task.from_message"), icon: "tick", run: () => give(context, opened.body.text) }] : []);
