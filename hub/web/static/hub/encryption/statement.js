/** One signed statement of a country chain, and the hashes of the key material that travels beside it. */
import { b64, canonical, parse, sha256hex, unb64 } from "./canonical.js";
import { CHAIN, envelopeHash, peek, sign } from "./dsse.js";
import { BadFormat } from "./errors.js";
import { ZERO_HASH, country, exact, hashHex, isObject, items, kind, text, time, uuid, versioned, whole } from "./fields.js";
import { checkPublicKeys, checkX25519 } from "./keys.js";

/** With this statement a country begins anew: other administrators, another fingerprint. */
export const REFOUND = "refound";

const FIELDS = ["hub", "country", "seq", "prev", "kind", "by", "created", "body"];

/**
 * @typedef {{hub: string, country: string, seq: number, prev: string, kind: string, by: string, created: string,
 *   body: object, hash: string}} Statement `hash` is its envelope hash, the `prev` of the next
 * @typedef {{focalPoint: string, generation: number, kem: Uint8Array, wrapsSha256: string}} Rotation
 * @typedef {{focal_point: string, generation: number, officer: string, wrap: string}} SeedWrap
 */

/**
 * The form of a statement; who signed it is not checked here.
 * @param {object} envelope
 * @returns {Promise<Statement>}
 * @throws {BadFormat|Downgrade} wrong-payload-type, bad-genesis …
 */
export async function readStatement(envelope) {
  const { type, payload } = peek(envelope);
  if (type !== CHAIN) throw new BadFormat("wrong-payload-type", `${CHAIN} is expected`);
  const raw = versioned(parse(payload), FIELDS);
  const first = whole(raw.seq) === 0;
  hashHex(raw.prev);
  kind(raw.kind);
  if (first !== (raw.kind === "genesis") || first !== (raw.prev === ZERO_HASH)) {
    throw new BadFormat("bad-genesis", "a chain begins with its genesis, and only there");
  }
  if (!isObject(raw.body)) throw new BadFormat("wrong-fields", "a statement has a body");
  text(raw.hub);
  country(raw.country);
  uuid(raw.by);
  time(raw.created);
  return Object.freeze({ ...raw, hash: await envelopeHash(envelope) });
}

/**
 * @param {{hub: string, country: string, seq: number, prev: string, kind: string, by: string, created: string,
 *   body: object, signers: import("./keys.js").OfficerKeys[]}} request
 * @returns {Promise<object>} envelope; a second administrator adds a signature by `addSignature`
 * @throws {import("./errors.js").Refused}
 */
export async function makeStatement({ signers, ...said }) {
  const envelope = await sign(CHAIN, canonical({ v: 1, ...said }), signers);
  await readStatement(envelope);
  return envelope;
}

/** @returns {Rotation} @throws {BadFormat|BadKey} */
export function readRotation(raw) {
  exact(raw, ["focal_point", "generation", "kem", "wraps_sha256"]);
  const generation = whole(raw.generation, 1);
  const kem = checkX25519(unb64(raw.kem));
  return { focalPoint: uuid(raw.focal_point), generation, kem, wrapsSha256: hashHex(raw.wraps_sha256) };
}

/** @returns {Rotation[]} at most one for each focal point @throws {BadFormat} bad-rotations */
export function readRotations(raw) {
  const found = items(raw).map(readRotation);
  if (new Set(found.map((one) => one.focalPoint)).size !== found.length) {
    throw new BadFormat("bad-rotations", "a focal point's key turns once in a statement");
  }
  return found;
}

/** @returns {import("./keys.js").PublicKeys} `kem` and `sig` of an officer @throws {BadFormat|BadKey} */
export const readPublic = ({ kem, sig }) => checkPublicKeys({ kem: unb64(kem), sig: unb64(sig) });

const order = (a, b) => (a < b ? -1 : Number(a > b));

/** @param {SeedWrap[]} wraps @returns {SeedWrap[]} in the order that is hashed: focal point, generation, officer */
export const sortWraps = (wraps) => [...wraps].sort((a, b) =>
  order(a.focal_point, b.focal_point) || order(a.generation, b.generation) || order(a.officer, b.officer));

/**
 * @param {SeedWrap[]} wraps
 * @param {?Uint8Array} [box]
 * @returns {Promise<string>} the `wraps_sha256` that binds wraps and box of one rotation, or the wraps of a seat
 */
export const materialHash = (wraps, box = null) =>
  sha256hex(canonical({ wraps: sortWraps(wraps), box: box && b64(box) }));
