/** Pairs read whole: their acts verified, their key opened here, tokens made from it. */
import { Tampered, frame, hex, unhex } from "../../hub/encryption/index.js";
import { hmac } from "../../hub/encryption/kdf.js";
import { openAct, readStream } from "../../hub/js/streams.js";

const KEY = /^[0-9a-f]{64}$/;
const LEADS_TO = { "blind.agree": "in_force", "blind.end": "ended" };

function statusOf(manifests) {
  const [first, ...later] = manifests;
  if (first.kind !== "blind.open") throw new Tampered("altered-facts", "the pair was not opened by a proposal");
  return later.reduce((_status, { kind, sender }) => {
    const own = sender.focal_point === first.sender.focal_point;
    if (!LEADS_TO[kind] || (kind === "blind.agree" && own)) throw new Tampered("altered-facts", "agreed by one side only");
    return LEADS_TO[kind];
  }, "proposed");
}

/**
 * @param {string} id @param {[string, string][]} posts [post, country] of the two
 * @returns {Promise<{acts: object[], status: string, place: object, to: object[]}>} verified @throws {Refused}
 */
export async function readPair(id, posts) {
  const acts = await readStream(id, posts.map(([, country]) => country));
  const manifests = acts.map(({ proof }) => proof.manifest);
  const named = manifests[0].recipients.map(({ focal_point }) => focal_point).sort();
  if (named.join() !== posts.map(([post]) => post).sort().join()) throw new Tampered("altered-facts", "other posts than shown");
  const to = posts.map(([focalPoint, country]) => ({ focalPoint, country }));
  return { acts, status: statusOf(manifests), to, place: { seq: acts.length, prev: acts.at(-1).proof.hash } };
}

/** @returns {Promise<string>} the key of a pair, from its first act */
export async function keyOf({ acts }) {
  return (await openAct(acts[0])).body.fields.key;
}

/** The twin of hub/encryption/blind.py. @returns {Promise<string>} 64 hexadecimal digits @throws {Tampered} */
export async function tokenOf(key, pair, kind, normalised) {
  if (typeof key !== "string" || !KEY.test(key)) throw new Tampered("bad-pair-key", "the key of the pair is not 32 bytes");
  return hex(await hmac(unhex(key), frame("blind-token", pair, kind, normalised)));
}
