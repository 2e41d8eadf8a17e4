/** One message as the reader sees it. Everything a stranger wrote goes in as text. */
import { fileList } from "../../hub/js/files.js";
import { form, label } from "../../hub/js/forms.js";
import { bdi, icon, make, notice } from "../../hub/js/page.js";
import { moment, t } from "../../hub/js/texts.js";
import { streamWarning } from "../../hub/js/warnings.js";
import { firstWords, markdown } from "./markdown.js";
import { hour, isOwn, listed, officerOf } from "./names.js";
import { actionsFor } from "./parts.js";
import { notes } from "./sources.js";

const manifestOf = ({ proof }) => proof.manifest;

/** The name in the chain, the country, the hour: what the signature proves. */
async function head(act, context) {
  const { sender, event } = manifestOf(act);
  const time = make("a", { class: "hour", href: `#act-${event}`, title: moment(act.row.at) }, make("time", { datetime: act.row.at }, hour(act.row.at)));
  const own = isOwn(act) ? make("span", { class: "quiet small" }, t("thread.ours")) : make("span", { class: "quiet small" }, bdi(context.member(sender.focal_point).countryName));
  return make("header", {}, make("b", {}, bdi(await officerOf(act))), own, time);
}

/** How it may be used, in words; a message that may be used in the case says nothing. */
async function conditions(act, body) {
  const table = await form("exchanges");
  const { handling } = manifestOf(act);
  const lines = handling === "H0" ? [] : [make("span", {}, label(table, "handling", handling))];
  const grade = body.fields.evaluation;
  if (typeof grade === "string" && grade.length === 2) {
    lines.push(make("span", {}, t("thread.evaluated", { source: label(table, "source_grades", grade[0]), information: label(table, "information_grades", grade[1]) })));
  }
  return lines.length ? make("p", { class: "conditions small" }, icon("shield"), make("span", {}, ...lines.flatMap((one, i) => (i ? [" · ", one] : [one])))) : "";
}

function tags(act, context) {
  const { mentions = [], urgent = false } = manifestOf(act).facts;
  const named = mentions.map((post) => context.member(post).countryName);
  return [
    urgent && make("span", { class: "tag urgent" }, t("thread.urgent")),
    named.length > 0 && make("span", { class: "tag mention" }, t("thread.for", { who: listed([...new Set(named)]) })),
  ].filter(Boolean);
}

async function quote(event, context) {
  const act = context.act(event);
  if (!act) return make("p", { class: "reply small quiet" }, icon("back", "turns"), t("thread.reply_older"));
  const { body } = await context.open(act);
  const words = firstWords(body.text || body.files.map(({ name }) => name).join(", "));
  return make("a", { class: "reply small", href: `#act-${event}` }, make("b", {}, bdi(await officerOf(act))), make("span", { dir: "auto" }, words));
}

/** The unofficial translation that the writer kept beside the words. */
function translation({ text, language }) {
  return make("details", { class: "small" }, make("summary", {}, t("thread.translation")),
    make("p", { class: "said", lang: language, dir: "auto" }, text));
}

async function content(act, context) {
  const opened = await context.open(act);
  const { body } = opened;
  return [
    await conditions(act, body),
    ...(await notes(act, opened)),
    body.fields.reply ? await quote(body.fields.reply, context) : "",
    body.text ? markdown(body.text) : "",
    body.fields.translation ? translation(body.fields.translation) : "",
    fileList(act, opened) ?? "",
  ].filter(Boolean);
}

async function history(versions, context) {
  const older = await Promise.all(versions.slice(0, -1).map(async (act) =>
    make("li", {}, make("span", { class: "quiet" }, moment(act.row.at)), ...(await content(act, context)))));
  return make("details", { class: "history small" }, make("summary", {}, t("thread.corrected", { when: moment(versions.at(-1).row.at) })),
    make("ol", { role: "list", class: "stack" }, ...older));
}

async function withdrawn({ versions, withdrawn: act }, context) {
  const { body } = await context.open(act);
  const why = body.text ? make("p", { class: "said" }, body.text) : "";
  const before = make("details", { class: "history small" }, make("summary", {}, t("thread.show_withdrawn")), ...(await content(versions.at(-1), context)));
  return [make("p", { class: "quiet" }, icon("withdrawn"), t("thread.withdrawn", { when: moment(act.row.at) })), why, before].filter(Boolean);
}

/** What may be done with a message; shown when the row has the pointer or the focus. */
async function doing(one, opened, context, own) {
  const offered = [...own(one, opened), ...(await actionsFor(one.versions.at(-1), opened, context))];
  if (offered.length === 0) return "";
  const buttons = offered.map(({ label: text, icon: drawing, run }) =>
    make("li", {}, make("button", { type: "button", onclick: (event) => { event.target.closest("details").open = false; run(); } }, icon(drawing), text)));
  return make("details", { class: "menu doing" }, make("summary", { "aria-label": t("thread.more") }, icon("more")), make("ul", { class: "sheet", role: "list" }, ...buttons));
}

/**
 * @param {import("./folding.js").Folded} one @param {import("./context.js").Context} context
 * @param {function(object, object): {label: string, icon: string, run: function(): void}[]} own what the page itself offers
 * @returns {Promise<Node[]>} the content of its row
 */
export async function message(one, context, own) {
  const now = one.versions.at(-1);
  try {
    const opened = await context.open(now);
    const first = await head(one.act, context);
    first.append(...(one.withdrawn ? [] : tags(now, context)), one.withdrawn ? "" : await doing(one, opened, context, own));
    if (one.withdrawn) return [first, ...(await withdrawn(one, context))];
    const parts = await content(now, context);
    return [first, ...parts, ...(one.versions.length > 1 ? [await history(one.versions, context)] : [])];
  } catch (error) {
    return [await head(one.act, context), notice("bad", streamWarning(error) ?? error.message ?? t("sealed.fails"))];
  }
}
