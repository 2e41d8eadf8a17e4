/** A sealed act signed again: its place, the receivers' keys or the own chain changed. The files stay as they are. */
import { equal } from "./bytes.js";
import { checkBodyAgainst, parseBody } from "./body.js";
import { canonical, sha256hex } from "./canonical.js";
import { EVENT, envelopeHash, sign } from "./dsse.js";
import { byFocalPoint, wrapAll } from "./event.js";
import { wipe } from "./keys.js";
import { parseManifest } from "./manifest.js";
import { contextOf, eventKey, verified } from "./opening.js";
import { openLetter, sealPart } from "./part.js";

/**
 * @typedef {object} Again
 * @property {import("./keys.js").OfficerKeys} keys of the officer who signed before
 * @property {string} focalPoint the own one @property {import("./seeds.js").FocalPointKeys} focalPointKeys its keys
 * @property {object} envelope @property {object[]} wraps as signed before
 * @property {import("./part.js").SealedPart} letter part 0
 * @property {{focal_point: string, generation: number, kem: Uint8Array}[]} recipients the same posts, newest keys
 * @property {import("./manifest.js").Sender} sender as of now
 * @property {object} [facts] @property {number} [seq] @property {string} [prev] if other than before
 * @property {string} created YYYY-MM-DDTHH:MM:SSZ
 */

async function openedLetter({ letter }, manifest, key, sig) {
  const bytes = await openLetter({ origin: letter.blob, expected: manifest.parts[0], key, context: contextOf(manifest, 0, sig) });
  const body = parseBody(bytes);
  checkBodyAgainst(body, manifest);
  return { bytes, body };
}

/** The letter names sender and receivers, so it is sealed anew when these changed, and kept otherwise. */
async function letterFor(again, manifest, recipients, key) {
  const { sig } = again.keys.public;
  const { bytes, body } = await openedLetter(again, manifest, key, sig);
  const changed = canonical({ ...body, sender: again.sender, recipients });
  if (equal(bytes, changed)) return { part: again.letter, body };
  const { part } = await sealPart({ n: 0, origin: changed, key, context: contextOf(manifest, 0, sig) });
  return { part, body: parseBody(changed) };
}

async function signed({ keys }, manifest) {
  const payload = canonical(manifest);
  parseManifest(payload);
  const envelope = await sign(EVENT, payload, [keys]);
  return { envelope, manifest, hash: await envelopeHash(envelope) };
}

/**
 * The same act under the same key with another place, newer receivers' keys or a newer chain of the sender.
 * @param {Again} again
 * @returns {Promise<{envelope: object, wraps: object[], letter: import("./part.js").SealedPart, manifest: object,
 *   body: object, hash: string}>}
 * @throws {import("./errors.js").Refused} what was kept is not what this officer signed
 */
export async function sealAgain(again) {
  const { manifest: old, wrapOf } = await verified(again.envelope, again.wraps, again.keys.public.sig);
  const receivers = [...again.recipients].sort(byFocalPoint);
  const recipients = receivers.map(({ focal_point, generation }) => ({ focal_point, generation }));
  const key = await eventKey(old, wrapOf, again.focalPoint, again.focalPointKeys);
  const { part, body } = await letterFor(again, old, recipients, key);
  const wraps = await wrapAll(old, receivers, key);
  wipe(key);
  const { seq = old.seq, prev = old.prev, facts = old.facts, sender, created } = again;
  const first = { n: 0, length: part.length, blocks_root: part.blocksRoot };
  const made = await signed(again, { ...old, seq, prev, facts, sender, recipients, created,
    parts: [first, ...old.parts.slice(1)], wraps_sha256: await sha256hex(canonical(wraps)) });
  return { ...made, wraps, letter: part, body };
}
