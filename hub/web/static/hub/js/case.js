/** One request read whole: both streams verified, acts opened on demand, and where the signatures say it stands. */
import { about } from "./page.js";
import { position } from "./position.js";
import { openAct, readStream } from "./streams.js";

const FILE_KINDS = ["mla.draft", "mla.submit", "mla.return_draft", "mla.approve", "mla.discard"];

/** @returns {string[]} both parties' countries */
export const countries = () => [...new Set([about().requestingCountry, about().requestedCountry])];

/** @returns {Promise<Case>} */
export async function readCase() {
  const { file, shared } = about();
  const streams = await Promise.all([file, shared].map((id) => (id ? readStream(id, countries()) : [])));
  return new Case(...streams);
}

/** The acts of a request that this officer may see. */
export class Case {
  #opened = new Map();

  constructor(file, shared) {
    Object.assign(this, { file, shared, acts: [...file, ...shared] });
    this.position = position(this.acts.map(({ proof }) => proof.manifest));
  }

  /** @returns {Promise<import("../encryption/opening.js").OpenedEvent>} opened once */
  open(act) {
    const { event } = act.proof.manifest;
    if (!this.#opened.has(event)) this.#opened.set(event, openAct(act));
    return this.#opened.get(event);
  }

  /** @returns {?object} the newest act of some kinds */
  last(...kinds) {
    return this.acts.filter(({ proof }) => kinds.includes(proof.manifest.kind)).at(-1) ?? null;
  }

  /** The act that holds the request's own words: what was sent, or else the newest draft. */
  get letter() {
    return this.last("mla.transmit") ?? this.last("mla.draft");
  }

  /** Where an act of that kind goes on: seq and prev. */
  place(kind) {
    const acts = FILE_KINDS.includes(kind) ? this.file : this.shared;
    const last = acts.at(-1)?.proof;
    return last ? { seq: acts.length, prev: last.hash } : { seq: 0, prev: "0".repeat(64) };
  }

  /** Whom the stream of that kind was sealed to from the beginning, whatever the hub says now. */
  addressed(kind) {
    if (kind === "mla.transmit") return [...this.addressed("mla.draft"), this.position.version.facts.to];
    const first = (FILE_KINDS.includes(kind) ? this.file : this.shared)[0];
    return first ? first.proof.manifest.recipients.map(({ focal_point }) => focal_point) : [about().focalPoint];
  }
}

/** @returns {string} the stream an act of that kind is written to */
export const streamFor = (kind) => (FILE_KINDS.includes(kind) ? about().file : about().request);
