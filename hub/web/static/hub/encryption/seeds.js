/** Focal point keys: one 32-byte seed a generation; each opens the one before, so a newcomer reads the whole history. */
import { b64, frame, unb64 } from "./canonical.js";
import { equal, concat, random } from "./bytes.js";
import { BadFormat, BadKey, Tampered } from "./errors.js";
import { whole } from "./fields.js";
import { unwrap, seedInfo } from "./hpke.js";
import { gcmOpen, gcmSeal, hkdf } from "./kdf.js";
import { importPrivate, kemPublic, wipe } from "./keys.js";

const EMPTY = new Uint8Array(0);
const NONCE = 12;
const BOX = NONCE + 32 + 16;

/** One generation of a focal point's key, made from its seed. */
export class FocalPointKey {
  constructor(hub, focalPoint, generation, seed) {
    if (seed.length !== 32) throw new BadKey("wrong-length", "a seed has 32 bytes");
    whole(generation, 1);
    Object.assign(this, { hub, focalPoint, generation, seed });
  }

  /** @returns {Promise<CryptoKey>} non-extractable X25519 */
  async kemPrivate() {
    const bytes = await this.#derive("focal-point-kem");
    const key = await importPrivate("X25519", bytes);
    wipe(bytes);
    return key;
  }

  /** @returns {Promise<Uint8Array>} 32 bytes */
  async kemPublic() {
    return kemPublic(await this.kemPrivate());
  }

  /** @param {Uint8Array} previous seed of the generation before @returns {Promise<Uint8Array>} nonce and ciphertext */
  async boxPrevious(previous) {
    if (this.generation < 2 || previous.length !== 32) {
      throw new BadFormat("bad-box", "a box holds the 32-byte seed of the generation before");
    }
    const { nonce, ct } = await gcmSeal(await this.#derive("focal-point-box"), previous, this.#boxFrame());
    return concat(nonce, ct);
  }

  /** @param {Uint8Array} box @returns {Promise<Uint8Array>} seed of the generation before @throws {Tampered} */
  async openBox(box) {
    if (this.generation < 2 || box.length !== BOX) throw new BadFormat("bad-box", "not a box of an earlier seed");
    const key = await this.#derive("focal-point-box");
    return gcmOpen(key, box.subarray(0, NONCE), box.subarray(NONCE), this.#boxFrame(), "box-does-not-open");
  }

  #derive(label) {
    return hkdf(this.seed, EMPTY, frame(label, this.hub, this.focalPoint, this.generation));
  }

  #boxFrame() {
    return frame("box", this.hub, this.focalPoint, this.generation);
  }
}

/** @returns {FocalPointKey} a fresh seed for a new generation */
export const freshFocalPointKey = (hub, focalPoint, generation) =>
  new FocalPointKey(hub, focalPoint, generation, random(32));

/**
 * @typedef {{focal_point: string, generation: number, officer: string, wrap: string}} SeedWrap base64 of 80 bytes
 * @typedef {{focal_point: string, generation: number, box: string}} SeedBox
 */

/**
 * Open every generation this officer can reach: the wraps made for the officer, then boxes downwards.
 * @param {{hub: string, country: string, focalPoint: string, officer: string, kem: CryptoKey,
 *          wraps: SeedWrap[], boxes: SeedBox[]}} request
 * @returns {Promise<Map<number, Uint8Array>>} generation to seed; for a rotation. Wipe when done
 * @throws {Tampered} wrap-does-not-open, box-does-not-open
 */
export async function openSeeds({ hub, country, focalPoint, officer, kem, wraps, boxes }) {
  const seeds = new Map();
  for (const item of wraps.filter((wrap) => wrap.focal_point === focalPoint && wrap.officer === officer)) {
    const info = seedInfo(hub, country, focalPoint, item.generation, officer);
    seeds.set(item.generation, await unwrap(kem, unb64(item.wrap, 80), info));
  }
  const downwards = boxes.filter((box) => box.focal_point === focalPoint).sort((a, b) => b.generation - a.generation);
  for (const { generation, box } of downwards) {
    if (!seeds.has(generation) || seeds.has(generation - 1)) continue;
    const key = new FocalPointKey(hub, focalPoint, generation, seeds.get(generation));
    seeds.set(generation - 1, await key.openBox(unb64(box)));
  }
  return seeds;
}

async function checkedKey(key, expected) {
  const kem = await key.kemPrivate();
  const made = await kemPublic(kem);
  if (expected !== null && !equal(made, expected)) {
    throw new Tampered("seed-mismatch", "a seed does not give the key its country stated");
  }
  return { kem, public: made };
}

/** All generations of one focal point that the officer can use. */
export class FocalPointKeys {
  constructor(focalPoint, generations) {
    this.focalPoint = focalPoint;
    this.generations = generations;
    Object.freeze(this);
  }

  /**
   * @param {object} request as for `openSeeds`, and
   * @param {Map<number, Uint8Array>} [request.expected] generation to public key, from the verified chain.
   *   Give it whenever the chain is at hand: it proves that hub and colleague sent the right seed
   * @returns {Promise<FocalPointKeys>} `generations`: Map of generation to {kem: CryptoKey, public: Uint8Array}
   */
  static async open(request) {
    const seeds = await openSeeds(request);
    const generations = new Map();
    for (const [generation, seed] of seeds) {
      const key = new FocalPointKey(request.hub, request.focalPoint, generation, seed);
      const expected = request.expected ? (request.expected.get(generation) ?? EMPTY) : null;
      generations.set(generation, await checkedKey(key, expected));
      wipe(seed);
    }
    return new FocalPointKeys(request.focalPoint, generations);
  }

  /** @returns {{kem: CryptoKey, public: Uint8Array}} @throws {BadFormat} generation-not-held */
  at(generation) {
    const held = this.generations.get(generation);
    if (!held) throw new BadFormat("generation-not-held", "this officer has no key of that generation");
    return held;
  }
}

/** @returns {SeedBox} ready to send */
export const boxRecord = (key, box) => ({ focal_point: key.focalPoint, generation: key.generation, box: b64(box) });
