/** Receipts: the hub's signed word that it took or delivered an act, and the officer's that it was read. */
import { canonical, parse } from "./canonical.js";
import { RECEIPT, RETRIEVAL, sign, verify } from "./dsse.js";
import { hashHex, oneOf, text, time, uuid, versioned, whole } from "./fields.js";
import { checkSender } from "./manifest.js";

// Words of ETSI EN 319 522 (registered electronic delivery).
const BY_HUB = ["submission_accepted", "delivered"];
const BY_OFFICER = ["retrieved"];
const RECEIPT_FIELDS = ["hub", "evidence", "stream", "event", "event_hash", "seq", "focal_point", "log_index", "at"];
const RETRIEVAL_FIELDS = ["hub", "evidence", "stream", "event", "event_hash", "sender", "at"];

function common(payload, names, words) {
  const found = versioned(parse(payload), names);
  text(found.hub);
  oneOf(found.evidence, words);
  [found.stream, found.event].forEach(uuid);
  hashHex(found.event_hash);
  time(found.at);
  return found;
}

function readReceipt(payload) {
  const found = common(payload, RECEIPT_FIELDS, BY_HUB);
  whole(found.seq);
  if (found.focal_point !== null) uuid(found.focal_point);
  if (found.log_index !== null) whole(found.log_index);
  return found;
}

function readRetrieval(payload) {
  const found = common(payload, RETRIEVAL_FIELDS, BY_OFFICER);
  checkSender(found.sender);
  return found;
}

/**
 * @param {object} envelope @param {Uint8Array} hubPublic the hub's Ed25519 key
 * @returns {Promise<{v: 1, hub: string, evidence: string, stream: string, event: string, event_hash: string,
 *   seq: number, focal_point: ?string, log_index: ?number, at: string}>}
 * @throws {import("./errors.js").Refused}
 */
export const checkReceipt = async (envelope, hubPublic) =>
  readReceipt(await verify(envelope, RECEIPT, [hubPublic]));

/**
 * Say under one's own signature that an act was opened; only after it really was.
 * @param {import("./keys.js").OfficerKeys} keys
 * @param {{hub: string, stream: string, event: string, eventHash: string,
 *   sender: import("./manifest.js").Sender, at: string}} said `sender` is the officer who opened it
 * @returns {Promise<object>} DSSE envelope
 */
export async function makeRetrieval(keys, { hub, stream, event, eventHash, sender, at }) {
  const payload = canonical({ v: 1, hub, evidence: "retrieved", stream, event, event_hash: eventHash, sender, at });
  readRetrieval(payload);
  return sign(RETRIEVAL, payload, [keys]);
}

/** @param {Uint8Array} officerPublic the officer's Ed25519 key @returns {Promise<object>} content @throws {Refused} */
export const checkRetrieval = async (envelope, officerPublic) =>
  readRetrieval(await verify(envelope, RETRIEVAL, [officerPublic]));
