/** Where a request stands, worked out from the signed acts alone; the page's own word is compared with it. */

// What an act leads to whatever was before; the other acts need the state they came from.
const LEADS_TO = {
  "mla.draft": "draft", "mla.submit": "in_review", "mla.return_draft": "draft", "mla.approve": "approved",
  "mla.discard": "discarded", "mla.transmit": "transmitted", "mla.acknowledge": "acknowledged",
  "mla.assess": "under_assessment", "mla.ask": "info_requested", "mla.consult": "consultation",
  "mla.execute": "in_execution", "mla.withdraw": "withdrawn", "mla.close": "closed",
};
const INTERRUPTS = ["mla.ask", "mla.consult"];
const PAUSES = ["info_requested", "consultation"];

/**
 * @typedef {{status: string, resume: string, measures: Map<string, string>, accepted: Set<string>,
 *   refused: Set<string>, questions: string[], asked: number, items: object[], sent: number, version: ?object,
 *   facts: object}} Position
 */

const start = () => ({ status: "", resume: "", measures: new Map(), accepted: new Set(), refused: new Set(),
  questions: [], asked: 0, items: [], sent: 0, version: null, facts: {}, final: false });

function content(found, manifest) {
  found.facts = manifest.facts;
  found.measures = new Map(manifest.facts.measures.map(({ label, code }) => [label, code]));
  if (manifest.kind === "mla.draft") found.version = manifest;
}

const TAKES = {
  "mla.draft": content,
  "mla.transmit": content,
  "mla.accept": (found, { facts }) => facts.measures.forEach((label) => found.accepted.add(label)),
  "mla.refuse": (found, { facts }) => Object.keys(facts.measures).forEach((label) => found.refused.add(label)),
  "mla.ask": (found, { facts }) => {
    found.questions = facts.questions;
    found.asked += facts.questions.length;
  },
  "mla.results": (found, manifest) => {
    found.items = [...found.items, ...manifest.facts.items.map((item) => ({ ...item, event: manifest.event }))];
    found.sent += manifest.facts.items.length;
    found.final = manifest.facts.final;
  },
  "mla.receive": (found, { facts }) => {
    found.items = found.items.filter(({ label }) => !(label in facts.items));
  },
};

function refusal(found) {
  const all = [...found.measures.keys()].every((label) => found.refused.has(label));
  return all ? "refused" : found.resume;
}

function after(found, { kind, facts }) {
  if (kind === "mla.answer" || kind === "mla.consult_end") return found.resume;
  if (kind === "mla.results") return facts.final ? "results_transmitted" : found.status;
  if (kind === "mla.receive") return found.status === "results_transmitted" ? "results_received" : found.status;
  if (kind === "mla.accept") return found.status === "in_execution" ? "in_execution" : "accepted";
  if (kind === "mla.refuse") return refusal(found);
  return LEADS_TO[kind] ?? found.status;
}

/** @param {object[]} manifests signed, in order: the national file first, then the shared request @returns {Position} */
export function position(manifests) {
  const found = start();
  for (const manifest of manifests) {
    if (INTERRUPTS.includes(manifest.kind) && !PAUSES.includes(found.status)) found.resume = found.status;
    TAKES[manifest.kind]?.(found, manifest);
    found.status = after(found, manifest);
  }
  return found;
}
