/**
 * Country chains: the append-only signed statements of who a country's officers and keys are.
 * Everything is verified from the genesis; its hash is the country's fingerprint, told outside the hub.
 */
import { apply, founders } from "./chain_rules.js";
import { ChainRecord, newestKeys } from "./chain_state.js";
import { CHAIN, signers, verify } from "./dsse.js";
import { BadSignature, Tampered } from "./errors.js";
import { keyid } from "./keys.js";
import { REFOUND, readStatement } from "./statement.js";

/** @typedef {{fingerprint: string, seq: number, hash: string}} Pin the longest chain this device has seen */

/** A verified country chain up to its head. */
export class ChainState extends ChainRecord {
  /** @returns {Pin} what to remember, so that a shorter or another chain is noticed next time */
  get pin() {
    return { fingerprint: this.fingerprint, seq: this.headSeq, hash: this.headHash };
  }

  /**
   * @param {object} envelope the next statement
   * @returns {Promise<ChainState>} the state after it; this one stays as it is
   * @throws {import("./errors.js").Refused} another-chain, not-next, unknown-signer, by-did-not-sign …
   */
  admit(envelope) {
    return this.#after(envelope, this.policy);
  }

  /**
   * What a statement with one signature leads to once enough signed. Nothing counts by it: a second signer looks at it.
   * @param {object} envelope checked in all else as by `admit`
   * @returns {Promise<ChainState>} @throws {import("./errors.js").Refused}
   */
  foresee(envelope) {
    return this.#after(envelope, 1);
  }

  async #after(envelope, signatures) {
    const said = await readStatement(envelope);
    if (said.hub !== this.hub || said.country !== this.country) {
      throw new Tampered("another-chain", "this statement belongs to another chain");
    }
    if (said.seq !== this.headSeq + 1 || said.prev !== this.headHash) {
      throw new Tampered("not-next", "this statement does not follow the last one");
    }
    await this.#checkSigners(envelope, said, signatures);
    const head = { headSeq: said.seq, headHash: said.hash, hashes: [...this.hashes, said.hash] };
    return new ChainState({ ...this, ...apply(this, said), ...head });
  }

  async #checkSigners(envelope, said, signatures) {
    if (said.kind === REFOUND) {
      await checkFounders(envelope, said);
      return;
    }
    const keys = this.admins().map((name) => newestKeys(this.officers.get(name)).sig);
    await verify(envelope, CHAIN, keys, signatures);
    const by = this.officers.get(said.by);
    if (!by || !signers(envelope).includes(await keyid(newestKeys(by).sig))) {
      throw new BadSignature("by-did-not-sign", "who makes a statement also signs it");
    }
  }
}

/** Policy and administrators of a beginning that all of them signed. */
async function checkFounders(envelope, said) {
  const { policy, officers } = founders(said);
  await verify(envelope, CHAIN, [...officers.values()].map((one) => newestKeys(one).sig), officers.size);
  if (!officers.has(said.by)) {
    throw new BadSignature("by-did-not-sign", "a genesis is made by one of its administrators");
  }
  return { policy, officers };
}

/**
 * @param {object} envelope a genesis, signed by all its administrators
 * @returns {Promise<ChainState>}
 * @throws {import("./errors.js").Refused}
 */
export async function start(envelope, hub, country) {
  const said = await readStatement(envelope);
  if (said.hub !== hub || said.country !== country || said.seq !== 0) {
    throw new Tampered("another-chain", "this is not the beginning of this country's chain");
  }
  const { policy, officers } = await checkFounders(envelope, said);
  return new ChainState({
    hub, country, fingerprint: said.hash, headSeq: 0, headHash: said.hash, policy, officers,
    focalPoints: new Map(), seats: [], peers: new Map(), recovery: null, hashes: [said.hash], earlier: [],
  });
}

function checkPin(state, pin) {
  if (![state.fingerprint, ...state.earlier].includes(pin.fingerprint)) {
    throw new Tampered("another-genesis", "the chain begins otherwise than the one known before");
  }
  if (state.headSeq < pin.seq) throw new Tampered("rolled-back", "the chain is shorter than the one known before");
  if (state.hashes[pin.seq] !== pin.hash) throw new Tampered("forked", "the chain differs from the one known before");
  if (state.fingerprint !== pin.fingerprint) {
    throw new Tampered("began-anew", "the country began anew; its new fingerprint is not verified");
  }
}

/**
 * Verify a whole chain from its genesis.
 * @param {object[]} envelopes @param {string} hub @param {string} country
 * @param {?Pin} [pin] from an earlier visit: another or a rolled-back chain is refused
 * @returns {Promise<ChainState>}
 * @throws {import("./errors.js").Refused} no-chain, another-genesis, rolled-back, forked …
 */
export async function fold(envelopes, hub, country, pin = null) {
  if (envelopes.length === 0) throw new Tampered("no-chain", "the country has no chain");
  let state = await start(envelopes[0], hub, country);
  for (const envelope of envelopes.slice(1)) state = await state.admit(envelope);
  if (pin) checkPin(state, pin);
  return state;
}
