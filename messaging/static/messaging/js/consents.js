/** The panel of consents: what was asked, of whom, what was answered; shown once there is one. */
import { form, label } from "../../hub/js/forms.js";
import { bdi, icon, make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { bodyOf, standingOf } from "./acts.js";
import { folded } from "./folding.js";
import { forbidden, itemsOf, strictest } from "./handling.js";
import { Lacking, ask, doing, field, follow, refusal, written } from "./panel.js";
import { nameOf } from "./directory.js";

const WAYS = ["share", "evidence", "lead", "convert"];

async function read(context, id, standing) {
  const question = await bodyOf(context, standing.event, { kind: "thread.ask_consent", post: standing.by, facts: { ask: id } });
  const answer = standing.answered ? await bodyOf(context, standing.answered, { kind: "thread.consent", post: standing.owner, facts: { ask: id } }) : null;
  return { ...standing, id, question, said: answer };
}

function reply(context, { id }, answer) {
  const why = make("textarea", { rows: 3, maxlength: 20000, dir: "auto" });
  return ask({ title: t(`consent.${answer}_title`), about: [t(`consent.${answer}_means`)], verb: t(`consent.${answer}`),
    parts: [field("consent-why", t("consent.conditions"), why)],
    run: () => context.send({ kind: "thread.consent", facts: { ask: id, answer }, body: { text: why.value } }) });
}

const link = (event, n) => make("a", { href: `#act-${event}` }, t("consent.message", { n }));

async function whom(to, context) {
  if (to === null) return t("consent.anybody");
  return context.receivers().find(({ focalPoint }) => focalPoint === to)?.countryName ?? nameOf(to);
}

const DRAWN = { given: "tick", denied: "cross", open: "clock" };

async function item(context, asked, table) {
  const state = asked.answer ?? "open";
  const mine = asked.owner === context.own && state === "open" && !context.thread.left;
  const ways = asked.ways.map((way) => label(table, "ways", way)).join(", ");
  return make("li", { dataset: { ask: asked.id, state } }, make("div", { class: "who stack" },
    make("p", {}, t("consent.asks", { who: context.member(asked.by).countryName, owner: context.member(asked.owner).countryName })),
    make("p", { class: "small quiet" }, ...asked.items.flatMap((event, i) => [link(event, i + 1), " "])),
    make("p", { class: "small" }, bdi(ways), asked.ways.includes("share") ? " → " : "", asked.ways.includes("share") ? bdi(await whom(asked.to, context)) : ""),
    asked.question.text ? written(asked.question.text) : "",
    make("p", { class: "status small" }, icon(DRAWN[state]), t(`consent.is_${state}`)), asked.said?.text ? written(asked.said.text) : "",
    mine ? make("div", { class: "row" }, doing(t("consent.given"), () => reply(context, asked, "given"), "small"),
      doing(t("consent.denied"), () => reply(context, asked, "denied"))) : ""));
}

async function draw(place, context) {
  const asks = Object.entries(standingOf(context).asks);
  place.hidden = asks.length === 0;
  const table = await form("exchanges");
  const rows = asks.reverse().map(([id, one]) => read(context, id, one).then((found) => item(context, found, table)).catch((error) => make("li", {}, refusal(error))));
  return [make("ul", { class: "people", role: "list" }, ...(await Promise.all(rows)))];
}

const ways = (chosen) => make("fieldset", {}, make("legend", {}, t("consent.ways")), ...WAYS.map((way) =>
  make("label", { class: "choice" }, make("input", { type: "checkbox", name: "way", value: way, checked: chosen.includes(way) }), make("span", { dataset: { way } }))));

/**
 * Ask the post that wrote some messages for its consent.
 * @param {import("./context.js").Context} context @param {import("./handling.js").Item[]} items of one post
 * @param {{chosen?: string[], to?: ?{focalPoint: string, label: string}}} [wish] ways, and for whom: null is anybody
 */
export async function askConsent(context, items, { chosen = ["share"], to = null } = {}) {
  const table = await form("exchanges");
  const [why, box] = [make("textarea", { rows: 3, maxlength: 20000, dir: "auto" }), ways(chosen)];
  box.querySelectorAll("[data-way]").forEach((place) => { place.textContent = label(table, "ways", place.dataset.way); });
  const send = async () => {
    const found = [...box.querySelectorAll("input:checked")].map(({ value }) => value);
    if (found.length === 0) throw new Lacking(t("consent.need_way"));
    return context.send({ kind: "thread.ask_consent", body: { text: why.value },
      facts: { ask: crypto.randomUUID(), owner: items[0].post, items: items.map(({ event }) => event), ways: found, to: to?.focalPoint ?? null } });
  };
  return ask({ title: t("consent.ask"), verb: t("consent.send"), run: send, parts: [box, field("ask-why", t("consent.why"), why)],
    about: [t("consent.ask_means", { owner: context.member(items[0].post).countryName }), to ? t("consent.only_to", { who: to.label }) : ""].filter(Boolean) });
}

/** @param {HTMLElement} place @param {import("./context.js").Context} context */
export const mount = (place, context) => follow(place, context, t("consent.heading"),
  () => [standingOf(context).asks, context.thread.left], () => draw(place, context));

/** The message and its corrections, each an act of its own that consent must name. */
function together(context, { proof: { manifest } }) {
  const message = manifest.kind === "thread.correct" ? manifest.facts.event : manifest.event;
  const items = itemsOf(context.acts);
  return (folded(context.acts).get(message)?.versions ?? []).map(({ proof }) => items.get(proof.manifest.event));
}

/** What this part offers for one message: asking its owner, where its code binds us. */
export function actions(act, _opened, context) {
  const items = together(context, act);
  const [item] = items;
  if (!item || item.post === context.own || strictest(item) === "H0" || context.thread.left) return [];
  return [{ label: t("consent.ask"), icon: "shield", run: async () =>
    askConsent(context, items, { chosen: forbidden(await form("exchanges"), strictest(item)) }) }];
}
