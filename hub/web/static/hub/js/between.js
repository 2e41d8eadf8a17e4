/** Somebody acted first: what came in between, and whether the sealed act may still be signed. */
import { get } from "./api.js";
import { readCase } from "./case.js";
import { about, bdi, icon, make } from "./page.js";
import { moment, t } from "./texts.js";
import { opened } from "./timeline.js";
import { chainsOf } from "./trust.js";

const sameVersion = ({ facts }, { version }) => facts.version === version.event;
const counted = (labels, next) => labels.length === 0 || labels[0] === next;
const keys = (entries) => Object.keys(entries).sort().join();

// What an act says of earlier ones must still be so; the rest is for the hub's rules, which are asked too.
const STILL_FITS = {
  "mla.submit": sameVersion,
  "mla.return_draft": sameVersion,
  "mla.approve": sameVersion,
  "mla.share_draft": sameVersion,
  "mla.transmit": () => false,
  "mla.ask": ({ facts }, { last_question: last }) => counted(Object.keys(facts.questions), `q${last + 1}`),
  "mla.answer": ({ facts }, { open_questions: open }) => keys(facts.answers) === keys(open),
  "mla.results": ({ facts }, { last_item: last }) => counted(facts.items.map(({ label }) => label), `i${last + 1}`),
  "mla.receive": ({ facts }, { open_items: open }) => Object.keys(facts.items).every((label) => open.includes(label)),
  "mla.ask_use": ({ facts }, { uses }) => facts.use === `u${Object.keys(uses).length + 1}`,
  "mla.answer_use": ({ facts }, { uses }) => uses[facts.use]?.answer === "",
};

/** A version saved meanwhile is followed by this one; nothing else of an act's facts changes. */
const newFacts = ({ kind, facts }, { version }) =>
  (kind === "mla.draft" ? { ...facts, number: version.facts.number + 1 } : facts);

function judged(manifest, position, acts) {
  if (!(STILL_FITS[manifest.kind]?.(manifest, position) ?? true)) return { allowed: false, reason: t("between.changed"), source: "" };
  return acts.find(({ kind }) => kind === manifest.kind) ?? { allowed: false, reason: t("frame.error"), source: "" };
}

/**
 * Read the streams again, verified, and ask the rules.
 * @param {import("./parcels.js").Parcel} parcel
 * @returns {Promise<{found: import("./case.js").Case, acts: object[], labels: Map<string, string>,
 *   answer: {allowed: boolean, reason: string, source: string}, changes: {seq: number, prev: string, facts: object}}>}
 */
export async function look({ manifest, stream }) {
  const { acts: rules, timeline, stream: shared, lapses = [] } = await get(`requests/${about().request}/`);
  about().shared = shared ?? "";
  about().lapses = JSON.stringify(lapses);
  const found = await readCase();
  const acts = found.acts.filter(({ proof }) => proof.manifest.stream === stream && proof.manifest.seq >= manifest.seq);
  return {
    found, acts, labels: new Map(timeline.map(({ event, label }) => [event, label])),
    answer: judged(manifest, found.position, rules),
    changes: { ...found.place(manifest.kind), facts: newFacts(manifest, found.position) },
  };
}

async function line(found, act, labels, chains) {
  const { event, sender, created } = act.proof.manifest;
  const name = chains.get(act.proof.country).officers.get(sender.officer)?.name ?? "";
  return make("li", { class: "stack" }, make("p", {}, make("b", {}, labels.get(event) ?? ""), " · ", bdi(name), " · ", moment(created)),
    await opened(act, await found.open(act), found));
}

/** @returns {Promise<HTMLElement>} the acts that came first, opened, each as its officer signed it */
export async function list({ found, acts, labels }) {
  const chains = await chainsOf(acts.map(({ proof }) => proof.country));
  const lines = await Promise.all(acts.map((act) => line(found, act, labels, chains)));
  return make("ol", { class: "stack", role: "list" }, ...lines);
}

/** @returns {HTMLElement} why the act may still be signed, or why not any more */
export function verdict({ answer }) {
  if (answer.allowed) return make("p", {}, t("between.still"));
  const source = answer.source ? ` ${t("frame.reason", { source: answer.source })}` : "";
  return make("p", {}, icon("cross"), ` ${t("between.over")} ${answer.reason}${source}`);
}
