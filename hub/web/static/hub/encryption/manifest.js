/** The signed, visible part of an event: exact shape, and the wraps that belong to it. */
import { equal } from "./bytes.js";
import { canonical, parse, sha256hex, unb64 } from "./canonical.js";
import { BadFormat } from "./errors.js";
import { ZERO_HASH, exact, hashHex, isObject, items, kind, oneOf, text, time, uuid, versioned, whole } from "./fields.js";

const FIELDS = ["hub", "stream", "event", "kind", "seq", "prev", "sender", "recipients", "parts", "wraps_sha256",
  "handling", "facts", "created", "log_seen"];
const SMALLEST_PART = 56 + 8 + 16;
const HANDLING = ["H0", "H1", "H2", "H3"];

/**
 * @typedef {{focal_point: string, officer: string, chain_seq: number}} Sender
 * @typedef {{focal_point: string, generation: number}} Recipient
 * @typedef {{focal_point: string, generation: number, wrap: string}} Wrap base64 of 80 bytes
 * @typedef {{v: 1, suite: 1, hub: string, stream: string, event: string, kind: string, seq: number, prev: string,
 *   sender: Sender, recipients: Recipient[], parts: {n: number, length: number, blocks_root: string}[],
 *   wraps_sha256: string, handling: string, facts: object, created: string, log_seen: ?string}} Manifest
 */

/** @param {*} value @returns {Sender} @throws {BadFormat} */
export function checkSender(value) {
  exact(value, ["focal_point", "officer", "chain_seq"]);
  uuid(value.focal_point);
  uuid(value.officer);
  whole(value.chain_seq);
  return value;
}

function checkAddress(value) {
  exact(value, ["focal_point", "generation"]);
  uuid(value.focal_point);
  whole(value.generation, 1);
  return value;
}

/** @param {*} value @returns {Recipient[]} sorted by focal point, each once, at least one @throws {BadFormat} */
export function checkRecipients(value) {
  const recipients = items(value).map(checkAddress);
  const sorted = recipients.every((item, i) => i === 0 || recipients[i - 1].focal_point < item.focal_point);
  if (recipients.length === 0 || !sorted) {
    throw new BadFormat("bad-recipients", "recipients are sorted, each once, and at least one");
  }
  return recipients;
}

function checkParts(value) {
  const parts = items(value);
  parts.forEach((part, i) => {
    exact(part, ["n", "length", "blocks_root"]);
    if (whole(part.n) !== i) throw new BadFormat("bad-parts", "parts are numbered from 0 without gaps");
    whole(part.length, SMALLEST_PART);
    hashHex(part.blocks_root);
  });
  if (parts.length === 0) throw new BadFormat("bad-parts", "an event has at least part 0");
}

/**
 * @param {Uint8Array} payload verified bytes
 * @returns {Manifest}
 * @throws {BadFormat|Downgrade}
 */
export function parseManifest(payload) {
  const manifest = versioned(parse(payload), FIELDS, { suite: true });
  text(manifest.hub);
  [manifest.stream, manifest.event].forEach(uuid);
  kind(manifest.kind);
  if ((whole(manifest.seq) === 0) !== (hashHex(manifest.prev) === ZERO_HASH)) {
    throw new BadFormat("bad-prev", "only the first event of a stream has no one before it");
  }
  hashHex(manifest.wraps_sha256);
  checkSender(manifest.sender);
  checkRecipients(manifest.recipients);
  checkParts(manifest.parts);
  oneOf(manifest.handling, HANDLING);
  if (!isObject(manifest.facts)) throw new BadFormat("bad-facts", "facts are an object");
  time(manifest.created);
  if (manifest.log_seen !== null) text(manifest.log_seen);
  return manifest;
}

/**
 * The wraps travel beside the manifest and are bound to it by hash and order. Empty ones were erased: then the hash
 * cannot be compared, and whoever reads the stream must find the act that erased them. They are left out.
 * @param {Manifest} manifest
 * @param {Wrap[]} wraps
 * @returns {Promise<Map<string, Uint8Array>>} focal point to its 80 bytes
 * @throws {BadFormat} wraps-do-not-match
 */
export async function checkWraps(manifest, wraps) {
  const named = items(wraps).map((wrap) => {
    const { focal_point, generation } = exact(wrap, ["focal_point", "generation", "wrap"]);
    return checkAddress({ focal_point, generation });
  });
  const same = equal(canonical(named), canonical(manifest.recipients));
  const left = wraps.filter(({ wrap }) => wrap !== "");
  const whole = left.length === wraps.length;
  if (!same || (whole && (await sha256hex(canonical(wraps))) !== manifest.wraps_sha256)) {
    throw new BadFormat("wraps-do-not-match", "the wraps are not the ones the sender signed");
  }
  return new Map(left.map(({ focal_point, wrap }) => [focal_point, unb64(wrap, 80)]));
}
