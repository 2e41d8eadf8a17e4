/** Whom this device believes: country chains verified from their genesis and compared with what was seen before. */
import { Refused, Tampered, equal, fold } from "../encryption/index.js";
import { get } from "./api.js";
import * as keys from "./keys.js";
import { about, alarm, make } from "./page.js";
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

/** A founder's vault was made before there was a fingerprint: the own signature on the genesis stands for it. */
async function refuseForeignGenesis(state) {
  const own = await keys.held();
  if (own?.country !== state.country || own.fingerprint) return;
  const founder = state.officers.get(own.officer);
  if (founder?.founding && equal(founder.keys[0][1].sig, own.public.sig)) return;
  throw new Tampered("another-genesis", "the chain does not begin with the founder's own signature");
}

/** A country that began anew is believed once the own country has signed its new fingerprint, and not before. */
async function compared(country, envelopes, pin, error) {
  const own = await ownCountry();
  if (error.code !== "began-anew" || country === own) throw error;
  const { fingerprint } = await fold(envelopes, about().hub, country);
  if ((await chainOf(own)).peers.get(country) !== fingerprint) throw error;
  return fold(envelopes, about().hub, country, { ...pin, fingerprint });
}

/**
 * A chain whose signatures hold, whoever began it: to compare its fingerprint with one from paper, for nothing else.
 * @returns {Promise<{chain: import("../encryption/chain.js").ChainState, envelopes: object[]}>} @throws {Refused}
 */
export async function presentOf(country) {
  const envelopes = await statements(country);
  return { chain: await fold(envelopes, about().hub, country), envelopes };
}

async function verified(country) {
  const envelopes = await statements(country);
  const pin = await pinOf(country);
  const state = await fold(envelopes, about().hub, country, pin).catch((error) => compared(country, envelopes, pin, error));
  await refuseForeignGenesis(state);
  histories.set(country, envelopes);
  await store.write("pins", slot(country), state.pin);
  return state;
}

/** The sentence for a refused chain: what was seen, who could be at fault, what to do. */
export function chainWarning(error, country) {
  const ownAnew = error.code === "began-anew" && country === about().country;
  const name = ownAnew ? "trust.own-began-anew" : `trust.${error.code}`;
  return t(has(name) ? name : "trust.bad_chain", { country });
}

/** A peer that began anew is compared on the page of the country, and nowhere else. */
function whereToCompare(error, country) {
  if (error.code !== "began-anew" || country === about().country || about().shown === country) return [];
  return [make("p", {}, make("a", { href: `/countries/${country}/` }, t("trust.compare_anew")))];
}

/** Show the alarm, and let the error carry its sentence to whoever catches it. */
function warned(error, sentence, ...then) {
  alarm(sentence, ...then);
  return Object.assign(error, { warning: sentence });
}

/**
 * @param {string} country @returns {Promise<import("../encryption/chain.js").ChainState>} verified once a page
 * @throws {Refused} after an alarm on the page
 */
export function chainOf(country) {
  if (!chains.has(country)) {
    const found = verified(country).catch((error) => {
      if (error instanceof Refused) throw warned(error, chainWarning(error, country), ...whereToCompare(error, country));
      // A broken line says nothing about the chain: ask again the next time.
      chains.delete(country);
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
  return new Map(await Promise.all(known.map(async (country) => [country, await trusted(country)])));
}

/** The officer's own keys say which country is the own one; the page only does while they are locked. */
const ownCountry = async () => (await keys.held())?.country ?? about().country;

/** @returns {Promise<"own"|"verified"|"unverified"|"changed">} what the own country says about a peer's fingerprint */
export async function peerState(country) {
  const own = await chainOf(await ownCountry());
  if (country === own.country) return "own";
  const peer = await chainOf(country);
  const said = own.peers.get(country);
  if (said === undefined) return "unverified";
  return said === peer.fingerprint ? "verified" : "changed";
}

/**
 * A chain to believe or to seal to: never one whose beginning the own country has verified to be another.
 * @throws {Refused} after an alarm on the page
 */
export async function trusted(country) {
  const chain = await chainOf(country);
  if ((await peerState(country)) !== "changed") return chain;
  throw warned(new Tampered("another-genesis", "not the chain that was verified"), t("trust.changed_warning", { country }));
}

/** A post that a verified peer states cannot be another country's. @throws {Refused} after an alarm on the page */
export async function checkCountry(focalPoint, country) {
  const own = await chainOf(await ownCountry());
  for (const other of [own.country, ...own.peers.keys()]) {
    if (other === country || !(await chainOf(other)).focalPoints.has(focalPoint)) continue;
    throw warned(new Tampered("another-country", "this post belongs to another country"), t("trust.changed_warning", { country }));
  }
}

/** @returns {{generation: number, kem: Uint8Array}} the present key of a post, by its country's chain @throws {Refused} */
export function kemOf(chain, focalPoint) {
  const post = chain.focalPoints.get(focalPoint);
  if (!post) throw warned(new Tampered("unknown-focal-point", "no such post"), t("trust.bad_chain", { country: chain.country }));
  return { generation: post.current, kem: post.generations.get(post.current) };
}

