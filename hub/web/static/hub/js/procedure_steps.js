/** What each act changes in where a request stands; the twin of hub/procedure/steps. Pure. */

export const NATIONAL = ["", "draft", "in_review", "approved", "discarded"];
const DONE = ["executed", "partial", "not_possible"];
/** Measures that still wait for a decision or for their execution. */
export const OPEN_MEASURE = ["requested", "conditions", "in_execution", "cost_consult", "accepted", "postponed"];

const DERIVED = [
  [["in_execution", "cost_consult"], "in_execution"], [["accepted"], "accepted"],
  [["requested", "conditions"], "under_assessment"], [["postponed"], "postponed"],
];

/** @param {Record<string, {status: string}>} measures @returns {string} the status that follows from them */
export function derived(measures) {
  const found = Object.values(measures).map(({ status }) => status);
  if (found.every((one) => one === "refused" || one === "withdrawn")) return "refused";
  if (found.some((one) => DONE.includes(one))) {
    return found.some((one) => OPEN_MEASURE.includes(one)) ? "partially_executed" : "executed";
  }
  return DERIVED.find(([signs]) => found.some((one) => signs.includes(one)))[1];
}

const number = (label) => Number(label.slice(1));
const last = (before, labels) => Math.max(before, ...labels.map(number));
const mapped = (entries, change) => Object.fromEntries(Object.entries(entries).map(([k, one]) => [k, change(one, k)]));
const toWork = ({ executing }) => (executing ? "in_execution" : "accepted");
const labelsIn = (measures, ...statuses) => Object.keys(measures).filter((k) => statuses.includes(measures[k].status));

/** All measures, the named ones in a new status. */
const put = ({ measures }, labels, status) =>
  mapped(measures, (one, k) => (labels.includes(k) ? { ...one, status } : one));

/** A consultation is over: what waited only for a word on costs is being executed again. */
const talked = (measures) => ({
  measures: mapped(measures, (one) => (one.status === "cost_consult" ? { ...one, status: "in_execution" } : one)),
  consultation: null, conditions: [],
});

/** Measures under proposed conditions are back where they were. */
const unconditioned = ({ measures }) =>
  mapped(measures, (one) => (one.before ? { ...one, status: one.before, before: "" } : one));

const measuresOf = (listed) => Object.fromEntries(listed.map(({ label, code }) =>
  [label, { code, status: "requested", ground: "", conditional: false, procedure: "", before: "" }]));

const content = ({ measures, legal_basis, offence, urgent, wanted_by, commitment }) =>
  ({ measures: measuresOf(measures), legal_basis, offence, urgent, wanted_by, commitment });

const codesOf = (measures) => mapped(measures, ({ code }) => code);

function drafted(before, { facts, event }) {
  const first = before.requesting ? {} : { requesting: facts.from, conducting: facts.conducting };
  return { ...first, ...content(facts), requested: facts.to, links: facts.links, version: event, version_number: facts.number };
}

function transmitted(before, { facts, event }) {
  const { channel, outside, agreement, supplements } = facts;
  const made = content(facts);
  return { ...made, told: codesOf(made.measures), transmission: event, channel, outside, agreement, supplements, deficiencies: {} };
}

function consulted(before, { facts }, side) {
  const consultation = { topic: facts.topic, measures: facts.measures, by: side, reply_by: facts.reply_by, answered: false };
  if (facts.topic !== "costs") return { consultation };
  const meant = labelsIn(before.measures, "in_execution").filter((k) => !facts.measures.length || facts.measures.includes(k));
  return { consultation, measures: put(before, meant, "cost_consult") };
}

function refused(before, { facts: { measures: grounds } }) {
  return talked(mapped(before.measures, (one, k) => (k in grounds ? { ...one, status: "refused", ground: grounds[k] } : one)));
}

function acceptedConditions(before) {
  const status = toWork(before);
  return talked(mapped(before.measures, (one, k) =>
    (before.conditions.includes(k) ? { ...one, status, conditional: true, before: "" } : one)));
}

function countered(before) {
  const { consultation: talk } = before;
  return { measures: unconditioned(before), conditions: [], consultation: talk && { ...talk, answered: talk.by === "requested" } };
}

const executed = (before, { facts: { outcomes, procedure } }) => ({
  measures: mapped(before.measures, (one, k) =>
    (k in outcomes ? { ...one, status: outcomes[k], procedure: procedure[k] ?? "" } : one)),
});

const sum = (counts, more) => ({ ...counts, ...mapped(more, (n, k) => (counts[k] ?? 0) + n) });

function results(before, { facts, event }) {
  const items = Object.fromEntries(facts.items.map(({ label, measure, limit, return_by, file }) =>
    [label, { measure, limit, return_by, file, event }]));
  const lent = facts.items.filter(({ return_by }) => return_by !== null);
  const next = Object.keys(before.duties).length + 1;
  const duties = Object.fromEntries(lent.map(({ label, return_by }, i) =>
    [`d${next + i}`, { kind: "return_original", ref: label, side: "requesting", due: return_by, state: "open" }]));
  return {
    measures: mapped(before.measures, (one, k) => ({ ...one, status: facts.outcomes[k] ?? one.status })),
    items: { ...before.items, ...items }, open_items: [...before.open_items, ...Object.keys(items)],
    last_item: last(before.last_item, Object.keys(items)), duties: { ...before.duties, ...duties },
    counts: sum(before.counts, facts.counts), closing: null,
  };
}

function received(before, { facts: { items } }) {
  const missing = Object.keys(items).filter((k) => items[k] === "missing");
  return { open_items: before.open_items.filter((k) => !(k in items)), missing_items: [...before.missing_items, ...missing] };
}

function closed(before, { facts: { outcome, useful, used_in }, at }) {
  return before.status === "results_received" ? { useful, used_in, closing: { outcome, at } } : { useful, used_in, outcome };
}

const confirmed = ({ closing }) => ({ outcome: closing?.outcome ?? "", closing: null });

function custody({ duties }, { facts: { measure: ref, return_by: due } }) {
  const known = Object.keys(duties).find((k) =>
    duties[k].kind === "custody_return" && duties[k].ref === ref && duties[k].state === "open");
  const label = known ?? `d${Object.keys(duties).length + 1}`;
  return { duties: { ...duties, [label]: { kind: "custody_return", ref, side: "requesting", due, state: "open" } } };
}

const dutiesIn = (state) => ({ duties }, { facts }) =>
  ({ duties: mapped(duties, (one, k) => (facts.duties.includes(k) ? { ...one, state } : one)) });

const agreed = ({ date_proposed: proposed }, { facts }) =>
  (facts.agreed && proposed ? { date_proposed: null, wanted_by: proposed.date } : { date_proposed: null });

const withdrawn = (before) => ({
  measures: put(before, labelsIn(before.measures, ...OPEN_MEASURE), "withdrawn"), open_questions: {}, consultation: null,
  conditions: [], date_proposed: null,
});

/** Changes by kind of act: (standing before, act, the side of its post). */
export const EFFECTS = {
  "mla.draft": drafted,
  "mla.share_draft": ({ measures }) => ({ told: codesOf(measures), commented: false }),
  "mla.comment_draft": () => ({ commented: true }),
  "mla.oral": (before, { facts }) => ({ oral: { made_at: facts.made_at, confirmed: null }, told: codesOf(measuresOf(facts.measures)) }),
  "mla.oral_confirm": ({ oral }, { facts }) => ({ oral: oral && { ...oral, confirmed: facts.agreed } }),
  "mla.transmit": transmitted,
  "mla.original_arrived": (before, { facts }) => ({ original_on: facts.on }),
  "mla.redirect": (before, { facts }) => ({ redirected_to: facts.to }),
  "mla.return": (before, { facts }) => ({ deficiencies: facts.deficiencies }),
  "mla.assign": ({ assignees }, { facts }, side) => ({ assignees: { ...assignees, [side]: facts.officer } }),
  "mla.withdraw": withdrawn,
  "mla.ask": ({ last_question }, { facts }) =>
    ({ open_questions: facts.questions, last_question: last(last_question, Object.keys(facts.questions)) }),
  "mla.answer": () => ({ open_questions: {} }),
  "mla.consult": consulted,
  "mla.consult_reply": ({ consultation }) => ({ consultation: consultation && { ...consultation, answered: true } }),
  "mla.consult_end": (before) => talked(unconditioned(before)),
  "mla.propose_date": (before, { facts }, side) => ({ date_proposed: { side, date: facts.date } }),
  "mla.agree_date": agreed,
  "mla.cannot_keep_confidential": () => ({ confidentiality_notice: "open" }),
  "mla.continue_anyway": () => ({ confidentiality_notice: "continued" }),
  "mla.conditions": (before, { facts }) => ({
    measures: mapped(before.measures, (one, k) =>
      (facts.measures.includes(k) ? { ...one, status: "conditions", before: one.status } : one)),
    conditions: facts.measures,
  }),
  "mla.accept_conditions": acceptedConditions,
  "mla.counter": countered,
  "mla.accept": (before, { facts }) => talked(put(before, facts.measures, toWork(before))),
  "mla.refuse": refused,
  "mla.postpone": (before, { facts }) => talked(put(before, facts.measures, "postponed")),
  "mla.resume": (before, { facts }) => ({ measures: put(before, facts.measures, toWork(before)) }),
  "mla.execute": (before) => ({ executing: true, measures: put(before, labelsIn(before.measures, "accepted"), "in_execution") }),
  "mla.executed": executed,
  "mla.results": results,
  "mla.receive": received,
  "mla.close": closed,
  "mla.confirm_close": confirmed,
  "mla.object_close": () => ({ closing: null }),
  "sys.closed": confirmed,
  "mla.custody": custody,
  "mla.duty_done": dutiesIn("done"),
  "mla.duty_confirm": dutiesIn("confirmed"),
  "mla.ask_use": ({ uses }, { facts }) =>
    ({ uses: { ...uses, [facts.use]: { items: facts.items, proceeding: facts.proceeding, answer: "" } } }),
  "mla.answer_use": ({ uses }, { facts }) => ({ uses: { ...uses, [facts.use]: { ...uses[facts.use], answer: facts.answer } } }),
};
