/** Sealed parts on their way: 1 MiB blocks, checked one by one, continued where a cut line left off. */
import { BLOCK } from "../encryption/index.js";
import { NoLine, Problem, call, post } from "./api.js";

/** Ciphertext up to this size travels inside the act itself. */
export const INLINE = 64 * 1024;
const PAUSES = [500, 1000, 2000, 4000, 8000, 15000, 30000];
const DAMAGED = ["wrong_hash", "wrong_length", "bad_block"];

/** Pause, go on, stop; and hear how far it is. */
export class Transfer {
  #waiting = null;

  /** @param {function({done: number, total: number, broken: boolean}): void} onProgress bytes of ciphertext */
  constructor(total, onProgress) {
    Object.assign(this, { total, done: 0, onProgress, broken: false, paused: false, stop: new AbortController() });
  }

  pause() {
    this.paused = true;
  }

  resume() {
    this.paused = false;
    this.#waiting?.();
  }

  add(bytes) {
    this.done += bytes;
    this.tell(false);
  }

  tell(broken) {
    this.broken = broken;
    this.onProgress({ done: this.done, total: this.total, broken });
  }

  /** Wait while paused. */
  async gate() {
    this.stop.signal.throwIfAborted();
    if (this.paused) await new Promise((resolve) => { this.#waiting = resolve; });
  }
}

/** Sleep, but wake as soon as the device is online again. */
export const rest = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
});

const worthTrying = (error) =>
  error instanceof NoLine || (error instanceof Problem && (error.status >= 500 || DAMAGED.includes(error.code)));

/** Run a call again while the line is broken. @returns {Promise<*>} its answer */
export async function again(transfer, act) {
  for (let tries = 0; ; tries += 1) {
    await transfer.gate();
    try {
      return await act();
    } catch (error) {
      if (!worthTrying(error) || (error instanceof Problem && tries >= PAUSES.length)) throw error;
      transfer.tell(true);
      await rest(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    }
  }
}

async function sendBlock(upload, part, index, transfer) {
  const block = part.blob.slice(index * BLOCK, (index + 1) * BLOCK);
  const headers = { "X-Block-SHA256": part.blocks[index], "Content-Type": "application/octet-stream" };
  const options = { body: block, headers, signal: transfer.stop.signal };
  await again(transfer, () => call("PUT", `uploads/${upload}/blocks/${index}/`, options));
  transfer.add(block.size);
}

/**
 * Bring one sealed part to the hub; blocks it already has are not sent again.
 * @param {{stream: string, event: string}} place
 * @param {import("../encryption/part.js").SealedPart} part @param {Transfer} transfer
 */
export async function upload(place, part, transfer) {
  const asked = { ...place, n: part.n, length: part.length };
  const { data } = await again(transfer, () => post("uploads/", asked, { signal: transfer.stop.signal }));
  const have = new Set(data.have);
  for (let index = 0; index < part.blocks.length; index += 1) {
    if (have.has(index)) transfer.add(Math.min(BLOCK, part.length - index * BLOCK));
    else await sendBlock(data.id, part, index, transfer);
  }
}
