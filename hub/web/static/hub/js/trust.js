/** Whom this device believes: country chains verified from their genesis and compared with what was seen before. */
import { Refused, fold } from "../encryption/index.js";
import { get } from "./api.js";
import * as keys from "./keys.js";
import { about, alarm } from "./page.js";
import * as store from "./store.js";
import { has, t } from "./texts.js";

const chains = new Map();
const histories = new Map();
const slot = (country) => `${about().hub}/${about().officer}/${country}`;

/**
 * The own country's fingerprint comes from the officer's own vault, not from the hub.
 * A peer's first chain is remembered, and every later one must continue it.
 */
export async function remember(unlocked) {
  if (!unlocked.fingerprint) return;
  const kept = await store.read("pins", slot(unlocked.country));
  if (kept?.fingerprint === unlocked.fingerprint) return;
  await store.write("pins", slot(unlocked.country), { fingerprint: unlocked.fingerprint, seq: 0, hash: unlocked.fingerprint });
}

async function statements(country) {
  const found = [];
  let head = 0;
  while (found.length <= head) {
    const page = await get(`countries/${country}/chain/?after=${found.length - 1}`);
    if (page.statements.length === 0) break;
    found.push(...page.statements);
    head = page.head_seq;
  }
  return found;
}

async function pinOf(country) {
  const kept = await store.read("pins", slot(country));
  const own = await keys.held();
  if (own?.country !== country || !own.fingerprint) return kept ?? null;
  return kept?.fingerprint === own.fingerprint ? kept : { fingerprint: own.fingerprint, seq: 0, hash: own.fingerprint };
}

async function verified(country) {
  const envelopes = await statements(country);
  const state = await fold(envelopes, about().hub, country, await pinOf(country));
  histories.set(country, envelopes);
  await store.write("pins", slot(country), state.pin);
  return state;
}

/** The sentence for a refused chain: what was seen, who could be at fault, what to do. */
export function chainWarning(error, country) {
  const name = `trust.${error.code}`;
  return t(has(name) ? name : "trust.bad_chain", { country });
}

/**
 * @param {string} country @returns {Promise<import("../encryption/chain.js").ChainState>} verified once a page
 * @throws {Refused} after an alarm on the page
 */
export function chainOf(country) {
  if (!chains.has(country)) {
    const found = verified(country).catch((error) => {
      if (error instanceof Refused) alarm(chainWarning(error, country));
      throw error;
    });
    chains.set(country, found);
  }
  return chains.get(country);
}

/** @param {string} country @returns {Promise<object[]>} the envelopes of its chain, all verified @throws {Refused} */
export async function historyOf(country) {
  await chainOf(country);
  return histories.get(country);
}

/** Look at the hub's present chain again, e.g. after it moved. */
export function again(country) {
  chains.delete(country);
  return chainOf(country);
}

/** Read every chain anew the next time it is wanted. */
export const forget = () => chains.clear();

/** @param {string[]} countries @returns {Promise<Map<string, import("../encryption/chain.js").ChainState>>} */
export async function chainsOf(countries) {
  const known = [...new Set(countries)];
  return new Map(await Promise.all(known.map(async (country) => [country, await chainOf(country)])));
}

/** @returns {Promise<"own"|"verified"|"unverified"|"changed">} what the own country says about a peer's fingerprint */
export async function peerState(country) {
  const own = await chainOf(about().country);
  if (country === own.country) return "own";
  const peer = await chainOf(country);
  const said = own.peers.get(country);
  if (said === undefined) return "unverified";
  return said === peer.fingerprint ? "verified" : "changed";
}

/** @returns {Uint8Array} the public key of a post's generation, from its country's verified chain @throws {Refused} */
export function kemOf(chain, focalPoint) {
  const post = chain.focalPoints.get(focalPoint);
  return { generation: post.current, kem: post.generations.get(post.current) };
}

