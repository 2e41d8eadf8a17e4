/** Leaving, closing, reopening and linking: the acts that change the whole conversation, each in two steps. */
import { get } from "../../hub/js/api.js";
import { icon, make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { standingOf } from "./acts.js";
import { subjectAt } from "./heads.js";
import { Lacking, ask, doing, field, follow, select } from "./panel.js";

function spoken(context, kind, { grave = false } = {}) {
  const why = make("textarea", { rows: 2, maxlength: 20000, dir: "auto" });
  return ask({ title: t(`ending.${kind}_title`), about: [t(`ending.${kind}_means`)], verb: t(`ending.${kind}`), grave,
    parts: [field("ending-why", t("acts.words"), why)], run: () => context.send({ kind: `thread.${kind}`, body: { text: why.value } }) });
}

/** Requests that the post sees and that are not linked yet. */
async function requests(context) {
  const { requests: rows } = await get("requests/?box=all");
  return rows.filter(({ id }) => !standingOf(context).links.includes(id));
}

async function named({ id, head, requesting, requested, status_label: status }) {
  const countries = [requesting, requested].filter(Boolean);
  const subject = await subjectAt(head, countries.map(({ country }) => country));
  return [id, [subject || id.slice(0, 8), countries.map(({ country }) => country).join(" → "), status].join(" · ")];
}

async function link(context) {
  const found = await requests(context);
  if (found.length === 0) throw new Lacking(t("ending.no_request"));
  const which = select(await Promise.all(found.map(named)));
  return ask({ title: t("ending.link_title"), about: [t("ending.link_means")], verb: t("ending.link"),
    parts: [field("link-which", t("ending.which"), which)], run: () => context.send({ kind: "thread.link", facts: { request: which.value } }) });
}

const START = {
  link,
  close: (context) => spoken(context, "close"),
  reopen: (context) => spoken(context, "reopen"),
  leave: (context) => spoken(context, "leave", { grave: true }),
};

/** What is not possible is listed with its reason, from the rule that would refuse it. */
function row(context, { kind, allowed, reason }) {
  const name = kind.split(".")[1];
  if (allowed) return make("li", {}, doing(t(`ending.${name}`), () => START[name](context), name === "leave" ? "plain small" : "second small"));
  return make("li", { class: "no small" }, make("b", {}, t(`ending.${name}`)), reason);
}

const mine = ({ acts = [] }) => acts.filter(({ kind }) => kind.split(".")[1] in START);
// A reason like “it is open” for reopening would only be noise.
const told = ({ kind, allowed }) => allowed || kind === "thread.leave";

async function draw(context) {
  const rows = mine(context.thread).filter(told);
  if (rows.length === 0) return [];
  return [make("details", { class: "ending" }, make("summary", { class: "with-icon" }, icon("menu"), t("ending.heading")),
    make("ul", { class: "acts", role: "list" }, ...rows.map((one) => row(context, one))))];
}

/** @param {HTMLElement} place @param {import("./context.js").Context} context */
export const mount = (place, context) =>
  follow(place, context, "", () => [mine(context.thread), standingOf(context).links], () => draw(context));
