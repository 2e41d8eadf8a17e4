/** Proofs of the log's Merkle tree (RFC 6962): that a leaf is in it, and that it only grew. Sizes reach 2^53-1. */
import { concat, equal, utf8 } from "./bytes.js";
import { sha256 } from "./canonical.js";
import { BadFormat, Tampered } from "./errors.js";

const LABEL = utf8("hub/log-leaf/v1");
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
export const HASH = 32;

const leafHash = (entry) => sha256(concat(LEAF, entry));
const nodeHash = (left, right) => sha256(concat(NODE, left, right));
// Numbers of leaves outgrow 32 bits, so no bit operators.
const half = (n) => Math.floor(n / 2);
const odd = (n) => n % 2 === 1;
const powerOfTwo = (n) => Number.isInteger(Math.log2(n)) && 2 ** Math.log2(n) === n;

const unproved = () => new Tampered("log-proof", "the proof does not lead to the root of the log");

function must(fits) {
  if (!fits) throw new BadFormat("bad-size", "the numbers of a proof do not fit each other");
}

/** @returns {Promise<Uint8Array>} the hash of the leaf under which the log keeps what is called `name` */
export async function leafOf(blind, name) {
  if (blind.length !== HASH || name.length !== HASH) throw new BadFormat("wrong-length", "blind and name have 32 bytes");
  return leafHash(await sha256(concat(LABEL, blind, name)));
}

/** Up to where the path of `place` is that of an older tree's last leaf. */
function risen([place, last]) {
  let [a, b] = [place, last];
  while (!odd(a) && a > 0) [a, b] = [half(a), half(b)];
  return [half(a), half(b)];
}

/** @param {Uint8Array[]} proof @throws {Tampered|BadFormat} log-proof, bad-size */
export async function checkInclusion(index, size, leaf, proof, root) {
  must(Number.isSafeInteger(size) && index >= 0 && index < size);
  let [place, last, found] = [index, size - 1, leaf];
  for (const one of proof) {
    if (last === 0) throw unproved();
    const fromLeft = odd(place) || place === last;
    found = await (fromLeft ? nodeHash(one, found) : nodeHash(found, one));
    [place, last] = fromLeft ? risen([place, last]) : [half(place), half(last)];
  }
  if (last !== 0 || !equal(found, root)) throw unproved();
}

async function climb(old, size, path) {
  let [place, last] = [old - 1, size - 1];
  while (odd(place)) [place, last] = [half(place), half(last)];
  let [older, newer] = [path[0], path[0]];
  for (const one of path.slice(1)) {
    if (last === 0) throw unproved();
    const fromLeft = odd(place) || place === last;
    if (fromLeft) older = await nodeHash(one, older);
    newer = await (fromLeft ? nodeHash(one, newer) : nodeHash(newer, one));
    [place, last] = fromLeft ? risen([place, last]) : [half(place), half(last)];
  }
  if (last !== 0) throw unproved();
  return [older, newer];
}

/** @param {Uint8Array[]} proof @throws {Tampered|BadFormat} the newer tree does not hold the older one unchanged */
export async function checkConsistency(old, size, proof, oldRoot, root) {
  must(Number.isSafeInteger(size) && old >= 0 && old <= size);
  if (old === 0 || old === size) {
    const expected = old === 0 ? await sha256(new Uint8Array(0)) : root;
    if (proof.length || !equal(oldRoot, expected)) throw unproved();
    return;
  }
  const path = powerOfTwo(old) ? [oldRoot, ...proof] : proof;
  if (path.length === 0) throw unproved();
  const [older, newer] = await climb(old, size, path);
  if (!equal(older, oldRoot) || !equal(newer, root)) throw unproved();
}
