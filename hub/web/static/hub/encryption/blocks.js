/** The hash of a ciphertext over its 1 MiB blocks: uploads resume and are checked block by block. */
import { concat, hex } from "./bytes.js";
import { sha256 } from "./canonical.js";
import { BadFormat } from "./errors.js";
import { bytesFrom, cut } from "./source.js";

export const BLOCK = 1 << 20;

export class BlockHasher {
  constructor() {
    this.hashes = [];
    this.waiting = [];
    this.held = 0;
    this.length = 0;
  }

  /** @param {Uint8Array} piece ciphertext, in order */
  async update(piece) {
    this.length += piece.length;
    for (let rest = piece; rest.length > 0; ) {
      const take = rest.subarray(0, BLOCK - this.held);
      this.waiting.push(take);
      this.held += take.length;
      rest = rest.subarray(take.length);
      if (this.held === BLOCK) await this.#close();
    }
  }

  /** @returns {Promise<string>} hex SHA-256 over the blocks' raw SHA-256 */
  async root() {
    if (this.held > 0) await this.#close();
    if (this.hashes.length === 0) throw new BadFormat("no-blocks", "a sealed part is never empty");
    return hex(await sha256(concat(...this.hashes)));
  }

  /** @returns {string[]} hex SHA-256 of each finished block */
  blocks() {
    return this.hashes.map(hex);
  }

  async #close() {
    this.hashes.push(await sha256(concat(...this.waiting)));
    [this.waiting, this.held] = [[], 0];
  }
}

/** @param {Blob|Uint8Array|ReadableStream<Uint8Array>} origin @returns {Promise<string>} its blocks root */
export async function blocksRoot(origin) {
  const hasher = new BlockHasher();
  for await (const piece of cut(bytesFrom(origin), BLOCK)) await hasher.update(piece);
  return hasher.root();
}
