/** Passing a message on to another conversation; what its owner's handling code forbids is refused and explained. */
import { openFile } from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import { form, label } from "../../hub/js/forms.js";
import { make, notice } from "../../hub/js/page.js";
import { partOf } from "../../hub/js/streams.js";
import { t } from "../../hub/js/texts.js";
import { standingOf } from "./acts.js";
import { askConsent } from "./consents.js";
import { nameOf } from "./directory.js";
import { consentFor, itemsOf, notFor, strictest } from "./handling.js";
import { subjectAt } from "./heads.js";
import { Lacking, ask, field, select } from "./panel.js";
import { boundSource, sourceOf } from "./sources.js";

const posts = ({ members }) => members.map(({ focal_point: post }) => post);

async function named(row) {
  const who = [...new Set(row.members.map(({ country_name: name }) => name))].join(", ");
  return [row.id, `${await subjectAt(row.head, row.members.map(({ country }) => country))} (${who})`];
}

/** The words as they stand now, with all codes of the message and everybody who has them. */
const itemFor = (context, act) => itemsOf(context.acts).get(act.proof.manifest.event);

/**
 * What stands in the way of passing an act on to a conversation. Something that was itself passed on stays bound to
 * the post it came from: only where that post is can its consent be asked.
 * @returns {Promise<{lacking: string[], origin: ?import("./sources.js").Source}>}
 */
export async function check(context, act, opened, row) {
  const [table, item] = [await form("exchanges"), itemFor(context, act)];
  const origin = boundSource(table, opened.body, context.own);
  if (origin) return { lacking: posts(row).filter((post) => !item.holders.includes(post)), origin };
  return { lacking: notFor(table, item, context.own, posts(row), standingOf(context).asks), origin: null };
}

async function filesOf(act, opened) {
  return Promise.all(opened.body.files.map(async ({ n, name, type }) => new File([await openFile(opened, n, await partOf(act, n))], name, { type })));
}

/** Where it came from, with the consent if one was needed; what was passed on before keeps its first owner. */
function sourceFor(context, act, opened, row) {
  const before = sourceOf(opened.body);
  if (before && before.owner !== context.own) return before;
  const [item, { asks }] = [itemFor(context, act), standingOf(context)];
  const found = posts(row).filter((post) => !item.holders.includes(post)).map((post) => consentFor(asks, item, "share", context.own, post)).find(Boolean);
  return { thread: context.thread.id, event: item.event, handling: strictest(item), owner: item.post, ...(found ? { consent: asks[found].answered } : {}) };
}

/** The owner’s words below our own, so that nobody takes one for the other. */
const quoted = (text) => text.split("\n").map((line) => `> ${line}`).join("\n");

async function pass(context, act, row, note) {
  const opened = await context.open(act);
  if ((await check(context, act, opened, row)).lacking.length) throw new Lacking(t("forward.refused"));
  const { openThread } = await import("./opening.js");
  const target = await openThread(row.id);
  const text = note.trim() ? `${note.trim()}\n\n${quoted(opened.body.text)}` : opened.body.text;
  const source = sourceFor(context, act, opened, row);
  return target.send({ kind: "thread.say", facts: { mentions: [], urgent: false }, handling: source.handling, files: await filesOf(act, opened),
    body: { text, fields: { source } } });
}

/** Why not, by which rule, and what can be done now. */
async function explanation(context, act, { lacking, origin }, close) {
  const table = await form("exchanges");
  const names = (await Promise.all(lacking.map((post) => nameOf(post)))).join("; ");
  const item = itemFor(context, act);
  const owner = await nameOf(origin?.owner ?? item.post);
  const box = notice("bad", make("b", {}, t("forward.refused")), label(table, "handling", origin?.handling ?? strictest(item)),
    t("forward.why", { owner, who: names }), make("p", { class: "rule" }, t("forward.law")));
  box.id = "forward-refused";
  const to = lacking.length === 1 ? { focalPoint: lacking[0], label: names } : null;
  if (origin) box.append(make("p", {}, t("forward.origin", { owner })));
  else box.append(make("p", {}, make("button", { type: "button", class: "button second small", onclick: () => { close(); askConsent(context, [item], { to }); } }, t("consent.ask"))));
  return box;
}

async function targets(context) {
  const { threads } = await get("threads/?box=open");
  return threads.filter(({ id }) => id !== context.thread.id);
}

async function dialog(context, act) {
  const rows = await targets(context);
  if (rows.length === 0) throw new Lacking(t("forward.nowhere"));
  const which = select([["", t("forward.choose")], ...(await Promise.all(rows.map(named)))]);
  const [note, verdict] = [make("textarea", { rows: 3, maxlength: 20000, dir: "auto" }), make("div", { "aria-live": "polite" })];
  const row = () => rows.find(({ id }) => id === which.value);
  const close = () => verdict.closest("dialog").close();
  which.addEventListener("change", async () => {
    verdict.replaceChildren();
    if (!row()) return;
    const found = await check(context, act, await context.open(act), row());
    verdict.replaceChildren(found.lacking.length === 0 ? notice("good", t("forward.allowed")) : await explanation(context, act, found, close));
  });
  const send = async () => {
    if (!row()) throw new Lacking(t("forward.choose"));
    return pass(context, act, row(), note.value);
  };
  return ask({ title: t("forward.title"), verb: t("forward.send"), about: [t("forward.means")], run: send,
    parts: [field("forward-which", t("forward.where"), which), verdict, field("forward-note", t("acts.words"), note)] });
}

/** Needs no place of its own: it works from the messages. */
export async function mount() {}

const MESSAGES = ["thread.say", "thread.correct"];

/** What this part offers for one message. */
export const actions = (act, _opened, context) => (MESSAGES.includes(act.proof.manifest.kind)
  ? [{ label: t("forward.action"), icon: "next", run: () => dialog(context, act).catch((error) => context.fail(error)) }] : []);

