/** One request read whole: both streams verified, acts opened on demand, and where the signatures say it stands. */
import { form } from "./forms.js";
import { readLapses } from "./lapses.js";
import { about } from "./page.js";
import { movesOf, replay, sideOf } from "./procedure.js";
import { NATIONAL } from "./procedure_steps.js";
import { openAct, readStream } from "./streams.js";

// Acts never change: what was opened once stays open while the page follows what happens.
const opened = new Map();

/** @returns {string[]} both parties' countries */
export const countries = () => [...new Set([about().requestingCountry, about().requestedCountry])];

/** @returns {Promise<Case>} */
export async function readCase() {
  const { file, shared } = about();
  const streams = [file, shared].map((id) => (id ? readStream(id, countries()) : []));
  return new Case(...(await Promise.all([form("procedure"), ...streams, readLapses()])));
}

/** Each stream's own order is signed; only between the two, and for the hub's own statements, its times count. */
export function merged(...lists) {
  const queues = lists.map((list) => [...list]);
  const all = [];
  for (;;) {
    const heads = queues.filter((queue) => queue.length > 0);
    if (heads.length === 0) return all;
    const first = heads.reduce((best, queue) => (queue[0].at < best[0].at ? queue : best));
    all.push(first.shift());
  }
}

function actOf({ row, proof: { manifest } }) {
  const { kind, facts, event, sender, recipients } = manifest;
  return { kind, facts, event, officer: sender.officer, post: sender.focal_point, to: recipients.map((one) => one.focal_point), at: row.at };
}

/** The acts of a request that this officer may see. */
export class Case {
  #moves;

  constructor(table, file, shared, lapses) {
    Object.assign(this, { file, shared, lapses, acts: merged(...[file, shared].map((list) => list.map(placed))) });
    this.#moves = movesOf(table);
    const ordered = merged(file.map(actOf), shared.map(actOf), lapses);
    const version = this.last("mla.draft")?.proof.manifest ?? null;
    this.position = { ...replay(table, ordered.filter(({ kind }) => kind.startsWith("sys.") || this.#moves.has(kind))), version };
  }

  /** @returns {Promise<import("../encryption/opening.js").OpenedEvent>} opened once */
  open(act) {
    const { hash } = act.proof;
    if (act.row.erased?.length) opened.delete(hash);
    if (!opened.has(hash)) opened.set(hash, openAct(act).catch((error) => { opened.delete(hash); throw error; }));
    return opened.get(hash);
  }

  /** @returns {?object} the newest act of some kinds */
  last(...kinds) {
    return this.acts.filter(({ proof }) => kinds.includes(proof.manifest.kind)).at(-1) ?? null;
  }

  /** The act that holds the request's own words: the newest draft while one is written, or else what was shown or sent. */
  get letter() {
    const draft = this.last("mla.draft");
    if (draft && NATIONAL.includes(this.position.status)) return draft;
    const sent = this.last("mla.transmit", "mla.share_draft");
    // Tracking only: the words stayed in the own file.
    return (sent?.proof.manifest.facts.channel === "track" && draft) || (sent ?? draft ?? this.last("mla.oral"));
  }

  /** @returns {"requesting"|"requested"|"conducting"|"nobody"} the side of the acting post, by what was signed */
  get side() {
    return sideOf(this.position, about().focalPoint);
  }

  /** What this side is shown as the status. */
  get status() {
    return this.side === "requested" ? this.position.shared : this.position.status;
  }

  /** @returns {string} the file name behind an item's label, for whoever can open it */
  async itemName(label) {
    const { event, file } = this.position.items[label] ?? {};
    const act = this.acts.find(({ proof }) => proof.manifest.event === event);
    const entry = act && (await this.open(act)).body.files.find(({ n }) => n === file);
    return entry?.name ?? label;
  }

  #inFile(kind) {
    return this.#moves.get(kind)?.stream === "file";
  }

  /** @returns {string} the stream an act of that kind is written to */
  streamFor(kind) {
    return this.#inFile(kind) ? about().file : about().request;
  }

  /** Where an act of that kind goes on: seq and prev. */
  place(kind) {
    const acts = this.#inFile(kind) ? this.file : this.shared;
    const last = acts.at(-1)?.proof;
    return last ? { seq: acts.length, prev: last.hash } : { seq: 0, prev: "0".repeat(64) };
  }

  /** Whom the stream of that kind was sealed to from the beginning, whatever the hub says now. */
  addressed(kind) {
    const first = (this.#inFile(kind) ? this.file : this.shared)[0];
    if (first) return first.proof.manifest.recipients.map(({ focal_point }) => focal_point);
    const { version } = this.position;
    return version ? [version.facts.from, version.facts.to] : [about().focalPoint];
  }

  /** @returns {string} the country of a party's post: what the chains must confirm */
  countryOf(post) {
    const { version } = this.position;
    const ours = [about().requesting, version?.facts.conducting].includes(post);
    return ours ? about().requestingCountry : about().requestedCountry;
  }
}

const placed = (act) => Object.assign(act, { at: act.row.at });
