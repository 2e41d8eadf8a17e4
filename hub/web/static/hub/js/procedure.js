/**
 * Where a request stands, from its acts alone: the browser's twin of hub/procedure, by the same table of moves.
 * Pure. What the hub shows is compared with it.
 */
import { EFFECTS, NATIONAL, derived } from "./procedure_steps.js";

/**
 * @typedef {{kind: string, facts: object, event: ?string, post: ?string, to?: string[], at: string}} Act acts of the
 *   hub itself ("sys.…") have no event and no post; `to` are the posts an act is sealed to
 * @typedef {object} Standing names are those of Python's Standing, as JSON
 */

/** @returns {Standing} of a request nobody has written a word of */
const nothing = () => ({
  requesting: null, requested: null, conducting: null, status: "", shared: "", told: null, measures: {}, links: [],
  version: null, channel: "", outside: "", wanted_by: null, commented: false, redirected_to: null, deficiencies: {}, assignees: {},
  executing: false, open_questions: {}, last_question: 0, consultation: null, conditions: [], open_items: [],
  missing_items: [], last_item: 0, items: {}, oral: null, date_proposed: null, confidentiality_notice: null,
  closing: null, outcome: "", useful: "", used_in: [], duties: {}, uses: {}, counts: {}, original_on: null,
});

/** @returns {"requesting"|"requested"|"conducting"|"nobody"} */
export function sideOf({ requesting, requested, conducting }, post) {
  if (post === null || post === undefined) return "nobody";
  if (post === requesting) return "requesting";
  return { [requested]: "requested", [conducting]: "conducting" }[post] ?? "nobody";
}

const SYSTEM = { "sys.undelivered": "undelivered", "sys.closed": "closed" };

const OPEN_GOALS = {
  same: ({ status }) => status,
  derived: ({ measures }) => derived(measures),
  results: ({ measures }, { final }) => (final ? "results_transmitted" : derived(measures)),
  receipt: ({ status }) => (status === "results_transmitted" ? "results_received" : status),
  closing: ({ status }) => (status === "results_received" ? status : "closed"),
};

function goal(moves, before, after, { kind, facts }) {
  if (kind.startsWith("sys.")) return SYSTEM[kind] ?? before.status;
  // Comments may come late, when the next version is already under way.
  if (kind === "mla.comment_draft") return before.status === "draft_shared" ? "draft" : before.status;
  const { to } = moves.get(kind);
  return OPEN_GOALS[to] ? OPEN_GOALS[to](after, facts) : to;
}

/** What the requested side is shown: it moves with shared acts alone. */
function shown(moves, before, after, kind) {
  if (moves.get(kind)?.stream === "file") return before.shared;
  if (!NATIONAL.includes(after.status)) return after.status;
  if (JSON.stringify(after.oral) !== JSON.stringify(before.oral)) return after.oral.confirmed === false ? "oral_declined" : "oral_pending";
  return before.shared;
}

/** The requested side meets a request at its first shared act; who asks and who is asked is then known from it. */
function parties(before, { post, to = [] }) {
  return before.requesting ? {} : { requesting: post, requested: to.find((one) => one !== post) ?? null };
}

/** What the other side did in its own file between shared acts is not seen; an oral request only comes before sending. */
const early = (before, kind) =>
  (kind === "mla.oral" && !NATIONAL.includes(before.status) ? { ...before, status: "draft" } : before);

/** @param {Map<string, object>} moves by kind @param {Standing} standing @param {Act} act @returns {Standing} */
export function step(moves, standing, act) {
  const before = early({ ...standing, ...(act.kind === "mla.draft" ? {} : parties(standing, act)) }, act.kind);
  const after = { ...before, ...(EFFECTS[act.kind]?.(before, act, sideOf(before, act.post)) ?? {}) };
  after.status = goal(moves, before, after, act);
  after.shared = shown(moves, before, after, act.kind);
  return after;
}

/** @param {{moves: object[]}} table procedure.json */
export const movesOf = (table) => new Map(table.moves.map((move) => [move.kind, move]));

/**
 * @param {{moves: object[]}} table procedure.json
 * @param {Act[]} acts in the order in which the hub accepted them
 * @returns {Standing}
 */
export function replay(table, acts) {
  const moves = movesOf(table);
  return acts.reduce((standing, act) => step(moves, standing, act), nothing());
}

const OTHER = { requesting: "requested", requested: "requesting" };
const WITH_REQUESTED = ["draft_shared", "transmitted", "acknowledged", "under_assessment", "accepted", "in_execution",
  "postponed", "partially_executed", "executed"];

/** @param {Standing} standing @param {string} status as one side sees it @returns {string} the side that must act next */
export function ball({ consultation, closing, oral, commented }, status) {
  if (!status || status === "closed" || status === "discarded") return "nobody";
  if (status === "draft_shared" && commented) return "requesting";
  if (status === "consultation" && consultation) return consultation.answered ? consultation.by : OTHER[consultation.by];
  if (status === "results_received" && closing) return "requested";
  if (status === "oral_pending" && oral?.confirmed === null) return "requested";
  return WITH_REQUESTED.includes(status) ? "requested" : "requesting";
}
