/**
 * A conversation as this post may read it: windows of 30, newest first. Each continues the one beside it by its
 * hash; a post's own part begins with the conversation or with its own admission, and ends at the newest act or where
 * it left. What was shared from before is verified singly, and must be named by that admission.
 */
import { Tampered } from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import { about } from "../../hub/js/page.js";
import { openAct, readAct, readRun, readSingly, remember, seenOf } from "../../hub/js/streams.js";

export const WINDOW = 30;
const PAGE = 200;
const NEWEST = 2 ** 31 - 1;

const manifestOf = ({ proof }) => proof.manifest;
const isShared = ({ row }) => Boolean(row.shared);
const admits = (act, post) => manifestOf(act).kind === "thread.admit" && manifestOf(act).facts.post === post;
const begins = (act) => manifestOf(act).seq === 0 || admits(act, about().focalPoint);
const leaves = (act) => manifestOf(act).kind === "thread.leave" && manifestOf(act).sender.focal_point === about().focalPoint;

/** Rows that follow each other, and rows that stand alone. */
function pieces(rows) {
  const found = [];
  for (const row of rows) {
    const last = found.at(-1);
    const follows = last && !row.shared && !last[0].shared && last.at(-1).seq + 1 === row.seq;
    if (follows || (row.shared && last?.[0].shared)) last.push(row);
    else found.push([row]);
  }
  return found;
}

/** @throws {Tampered} not-next: something was left out between two acts */
function checkPair(one, next) {
  if (isShared(next)) return;
  const { seq, prev } = manifestOf(next);
  const follows = seq === manifestOf(one).seq + 1 && prev === one.proof.hash;
  const anew = begins(next) && (isShared(one) || leaves(one));
  if (!(follows || anew)) throw new Tampered("not-next", "this event does not follow the last one");
}

export class Reading {
  #opened = new Map();
  #pin = null;
  #byEvent = new Map();
  #older = Promise.resolve();

  /** @param {string} stream @param {function(): {focal_point: string, country: string}[]} posts everybody who was ever on it */
  constructor(stream, posts) {
    Object.assign(this, { stream, posts, acts: [], whole: false });
  }

  #countries() {
    return [...new Set([about().country, ...this.posts().map(({ country }) => country)])];
  }

  async #verified(rows) {
    const runs = await Promise.all(pieces(rows).map((piece) =>
      (piece[0].shared ? readSingly : readRun)(piece, this.stream, this.#countries(), null)));
    return runs.flat();
  }

  /** The newest window. @throws {Refused|Problem} */
  async begin() {
    this.#pin = await seenOf(this.stream);
    const { events, next } = await this.#page({ before: NEWEST, limit: WINDOW });
    await this.#put(await this.#verified(events), "front");
    this.#reached(next);
    if (this.#pin && this.#pin.seq > (this.acts.at(-1)?.proof.manifest.seq ?? -1)) this.#shrank();
    await this.#pinHead();
  }

  #page(query) {
    // With what is small inside: one request is all that a new message needs.
    return get(`streams/${this.stream}/events/?${new URLSearchParams({ ...query, inline: "yes" })}`);
  }

  async #put(acts, where) {
    const all = where === "front" ? [...acts, ...this.acts] : [...this.acts, ...acts];
    const from = where === "front" ? 0 : Math.max(0, this.acts.length - 1);
    const to = where === "front" ? acts.length : all.length - 1;
    for (let i = from; i < Math.min(to, all.length - 1); i += 1) checkPair(all[i], all[i + 1]);
    acts.forEach((act) => this.#byEvent.set(manifestOf(act).event, act));
    this.acts = all;
    acts.forEach((act) => this.#check(act));
  }

  /** What this device saw must still be there, and what was shared must be named by a verified admission. */
  #check(act) {
    const { seq, event } = manifestOf(act);
    if (this.#pin?.seq === seq && !isShared(act)) {
      if (this.#pin.hash !== act.proof.hash) this.#shrank();
      this.#pin = null;
    }
    if (!isShared(act)) return;
    const { by, focal_point = about().focalPoint, wrap } = act.row.shared;
    const admission = this.find(by);
    const named = admission && admits(admission, focal_point) && manifestOf(admission).facts.shared[event] === wrap;
    if (!named) throw new Tampered("replayed", "shared by nobody who might share it");
  }

  #shrank() {
    throw new Tampered("history-shrank", "fewer or other acts than before");
  }

  #reached(next) {
    if (next !== null) return;
    const first = this.acts.find((act) => !isShared(act));
    if (first && !begins(first)) throw new Tampered("not-next", "the beginning is missing");
    if (this.#pin) this.#shrank();
    this.whole = true;
  }

  async #pinHead() {
    const head = this.acts.at(-1);
    // An older pin is still to be met on the way back; until then it must not be forgotten.
    if (head && this.#pin === null) await remember(this.stream, manifestOf(head).seq, head.proof.hash);
  }

  /** The window before the oldest act that was read; one at a time, or the same window would be read twice. */
  older(limit = WINDOW) {
    const read = this.#older.then(() => this.#before(limit));
    this.#older = read.catch(() => {});
    return read;
  }

  async #before(limit) {
    if (this.whole) return;
    const { events, next } = await this.#page({ before: manifestOf(this.acts[0]).seq, limit });
    await this.#put(await this.#verified(events), "front");
    this.#reached(events.length ? next : null);
    await this.#pinHead();
  }

  /** Everything from the beginning of the own part, as long as that is not too much for the line. @param {number} most acts */
  async complete(most) {
    while (!this.whole && (this.#pin !== null || this.acts.length < most)) await this.older(PAGE);
  }

  /** What came after the newest act that was read. @returns {Promise<object[]>} the new acts */
  async newer() {
    const came = [];
    for (let next = 0; next !== null;) {
      const after = this.acts.at(-1)?.proof.manifest.seq ?? -1;
      const page = await this.#page({ after, limit: PAGE });
      const rows = page.events.filter(({ seq }) => seq > after);
      const acts = await this.#verified(rows);
      await this.#put(acts, "back");
      came.push(...acts);
      next = rows.length ? page.next : null;
    }
    if (came.length) await this.#pinHead();
    return came;
  }

  /** @returns {?import("../../hub/js/streams.js").Act} */
  find(event) {
    return this.#byEvent.get(event) ?? null;
  }

  /** An act by its number; one outside the windows that were read is verified by its own signature. */
  async fetch(event) {
    return this.find(event) ?? readAct(this.stream, event, this.#countries());
  }

  /** @returns {Promise<import("../../hub/encryption/opening.js").OpenedEvent>} opened once */
  open(act) {
    const { hash } = act.proof;
    if (!this.#opened.has(hash)) this.#opened.set(hash, openAct(act).catch((error) => { this.#opened.delete(hash); throw error; }));
    return this.#opened.get(hash);
  }

  /** @returns {object[]} the acts since the own post came (for the last time): what a standing is made of */
  present() {
    const own = this.acts.filter((act) => !isShared(act));
    return own.slice(Math.max(0, own.findLastIndex(begins)));
  }

  /** @returns {string[]} the posts on it now: whom the newest act was sealed to, without who left with it */
  members() {
    const head = this.acts.at(-1);
    if (!head) return [];
    const { kind, recipients, sender } = manifestOf(head);
    const posts = recipients.map(({ focal_point }) => focal_point);
    return kind === "thread.leave" ? posts.filter((post) => post !== sender.focal_point) : posts;
  }

  /** @returns {?string} the country of a post */
  countryOf(post) {
    return this.posts().find(({ focal_point }) => focal_point === post)?.country ?? null;
  }

  /** Where the next act goes. @returns {{seq: number, prev: string}} */
  place() {
    const { manifest, hash } = this.acts.at(-1).proof;
    return { seq: manifest.seq + 1, prev: hash };
  }
}
