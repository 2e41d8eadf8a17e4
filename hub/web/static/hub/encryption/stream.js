/** Verifying a stream: every act was signed by who might sign it then, and none is missing. */
import { EVENT, envelopeHash, peek, verify } from "./dsse.js";
import { erasedBy } from "./erasing.js";
import { BadFormat, BadSignature, Tampered } from "./errors.js";
import { ZERO_HASH, isObject, items } from "./fields.js";
import { checkWraps, parseManifest } from "./manifest.js";

/**
 * @typedef {{manifest: import("./manifest.js").Manifest, hash: string, wraps: object[], country: string,
 *   senderSig: Uint8Array}} VerifiedEvent
 * @typedef {Map<string, import("./chain.js").ChainState>} Chains by country code
 */

/**
 * @param {string} focalPoint @param {Chains} chains
 * @returns {string} the one country whose chain names it
 * @throws {Tampered} unknown-focal-point
 */
export function countryOf(focalPoint, chains) {
  const found = [...chains].filter(([, chain]) => chain.focalPoints.has(focalPoint));
  if (found.length !== 1 || found[0][1].country !== found[0][0]) {
    throw new Tampered("unknown-focal-point", "exactly one country must name this focal point");
  }
  return found[0][0];
}

async function senderKey({ sender }, chain, envelope) {
  const keys = chain.keysAt(sender.officer, sender.chain_seq);
  if (keys === null) throw new BadSignature("unknown-sender", "the officer did not belong to the country then");
  if (!chain.holdsKey(sender.officer, sender.focal_point, sender.chain_seq)) {
    throw new BadSignature("no-seat", "the officer held no seat at this focal point then");
  }
  await verify(envelope, EVENT, [keys.sig]);
  return keys.sig;
}

/**
 * One event on its own: signature and seat as of its chain seq, recipients, wraps.
 * @param {object} envelope @param {object[]} wraps @param {Chains} chains @param {string} hub
 * @returns {Promise<VerifiedEvent>} `senderSig` is what `openEvent` wants
 * @throws {import("./errors.js").Refused} another-hub, unknown-focal-point, unknown-sender, no-seat, bad-generation …
 */
export async function verifyWithChains(envelope, wraps, chains, hub) {
  const manifest = parseManifest(peek(envelope).payload);
  if (manifest.hub !== hub) throw new Tampered("another-hub", "this event belongs to another hub");
  const country = countryOf(manifest.sender.focal_point, chains);
  const senderSig = await senderKey(manifest, chains.get(country), envelope);
  await checkWraps(manifest, wraps);
  for (const { focal_point, generation } of manifest.recipients) {
    const chain = chains.get(countryOf(focal_point, chains));
    if (!chain.focalPoints.get(focal_point).generations.has(generation)) {
      throw new Tampered("bad-generation", "sealed to a key the receiving country never stated");
    }
  }
  return { manifest, hash: await envelopeHash(envelope), wraps, country, senderSig };
}

function checkPlace(one, before, start) {
  const last = before.at(-1);
  if (last && one.manifest.stream !== last.manifest.stream) {
    throw new Tampered("another-stream", "this event belongs to another stream");
  }
  const next = last ? { seq: last.manifest.seq + 1, prev: last.hash } : (start ?? one.manifest);
  if (one.manifest.seq !== next.seq || one.manifest.prev !== next.prev) {
    throw new Tampered("not-next", "this event does not follow the last one");
  }
  if (before.some((other) => other.manifest.event === one.manifest.event)) {
    throw new Tampered("event-reused", "an event's number never comes back");
  }
}

/**
 * Events of one stream that follow each other, from any place: each `prev` is the hash before, no event comes
 * twice, and no country's chain seq ever falls.
 * @param {{envelope: object, wraps: object[]}[]} events other names are ignored
 * @param {Chains} chains
 * @param {string} hub
 * @param {?{seq: number, prev: string}} start where the first one must stand; null if only its signature says so
 * @returns {Promise<VerifiedEvent[]>}
 * @throws {import("./errors.js").Refused} not-next, another-stream, event-reused, chain-seq-falls …
 */
export async function verifyRun(events, chains, hub, start) {
  const verified = [];
  const lastSeq = new Map();
  for (const raw of events) {
    if (!isObject(raw) || !Object.hasOwn(raw, "envelope") || !Object.hasOwn(raw, "wraps")) {
      throw new BadFormat("wrong-fields", "an event is an envelope with its wraps");
    }
    const one = await verifyWithChains(raw.envelope, items(raw.wraps), chains, hub);
    checkPlace(one, verified, start);
    const { chain_seq } = one.manifest.sender;
    if (chain_seq < (lastSeq.get(one.country) ?? 0)) {
      throw new Tampered("chain-seq-falls", "signed under an older list of officers than before");
    }
    lastSeq.set(one.country, chain_seq);
    verified.push(one);
  }
  checkErased(verified);
  return verified;
}

/** Every missing wrap was erased by a signed act of its own post. @throws {Tampered} erased-without-act */
function checkErased(verified) {
  const missing = ({ wraps }) => wraps.filter(({ wrap }) => wrap === "").map(({ focal_point }) => focal_point);
  if (!verified.some((one) => missing(one).length)) return;
  const gone = erasedBy(verified);
  for (const one of verified) {
    if (missing(one).some((post) => !gone.get(one.manifest.event)?.has(post))) {
      throw new Tampered("erased-without-act", "a key is missing and no signed act had it erased");
    }
  }
}

/**
 * All events of one stream in order, from seq 0 without a gap.
 * @param {{envelope: object, wraps: object[]}[]} events @param {Chains} chains @param {string} hub
 * @returns {Promise<VerifiedEvent[]>}
 * @throws {import("./errors.js").Refused} as `verifyRun`
 */
export const verifyStream = (events, chains, hub) => verifyRun(events, chains, hub, { seq: 0, prev: ZERO_HASH });
