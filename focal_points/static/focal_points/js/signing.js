/** Signing for the own country: the next statement of its chain, made and checked here before anything is sent. */
import { Refused, checkMaterial, makeStatement, readStatement } from "../../hub/encryption/index.js";
import { NoLine, Problem, post } from "../../hub/js/api.js";
import * as keys from "../../hub/js/keys.js";
import { about, make, notice } from "../../hub/js/page.js";
import { has, t } from "../../hub/js/texts.js";
import { again } from "../../hub/js/trust.js";

const TRIES = 5;

/** A reason in words why this officer cannot sign this; nothing was sent. */
export class CannotSign extends Error {
  constructor(name, values) {
    super(t(`signing.${name}`, values));
    this.why = name;
  }
}

/** Signed here, and kept at the hub until a second administrator signs; nothing failed. */
export class Waits extends Error {
  constructor() {
    super(t("signing.waits"));
    this.why = "waits";
  }
}

/** @returns {Promise<import("../../hub/encryption/keystore.js").Unlocked>} @throws {CannotSign} locked */
export async function signer() {
  const unlocked = await keys.held();
  if (!unlocked) throw new CannotSign("locked");
  return unlocked;
}

export const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** @returns {Promise<object>} a signed envelope that follows `chain` */
export async function signNext(chain, unlocked, kind, body) {
  return makeStatement({
    hub: about().hub, country: chain.country, seq: chain.headSeq + 1, prev: chain.headHash, kind,
    by: unlocked.officer, created: now(), body, signers: [unlocked],
  });
}

async function checked(chain, envelope, { wraps = [], boxes = [] }) {
  try {
    const after = await chain.foresee(envelope);
    await checkMaterial(after, await readStatement(envelope), wraps, boxes);
  } catch (error) {
    if (error.code === "last-admin") throw new CannotSign("last_admin");
    if (error.code === "bad-policy") throw new CannotSign("need_two");
    if (error instanceof Refused) throw new CannotSign("not_allowed", { why: error.message });
    throw error;
  }
  return { envelope, wraps, boxes };
}

/**
 * State something for the own country; begins again when another administrator was first.
 * @param {string} kind
 * @param {function(import("../../hub/encryption/chain.js").ChainState): Promise<?{body: object, wraps?: object[],
 *   boxes?: object[]}>} build from the present chain; null when there is nothing left to state
 * @returns {Promise<import("../../hub/encryption/chain.js").ChainState>} the chain after it
 * @throws {Waits|CannotSign|Problem|NoLine|Refused} Waits where two administrators sign
 */
export async function state(kind, build) {
  const unlocked = await signer();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const chain = await again(unlocked.country);
    const wanted = await build(chain);
    if (!wanted) return chain;
    const sent = await checked(chain, await signNext(chain, unlocked, kind, wanted.body), wanted);
    if (!(await accepted(unlocked.country, sent, chain.policy))) continue;
    if (chain.policy !== 1) throw new Waits();
    return again(unlocked.country);
  }
  throw new CannotSign("moved");
}

async function accepted(country, sent, policy) {
  try {
    await post(`countries/${country}/chain/${policy === 1 ? "" : "waiting/"}`, sent);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "chain_moved") return false;
    throw error;
  }
}

function unlockButton() {
  return make("p", {}, make("button", { type: "button", class: "button second small", onclick: keys.askToUnlock }, t("signing.unlock")));
}

/** Say why an act failed, in words, where it was asked for. */
export function showProblem(place, error) {
  const known = error instanceof CannotSign || error instanceof Waits || error instanceof Problem || error instanceof NoLine;
  const words = known ? error.message : has(`trust.${error.code}`) ? t(`trust.${error.code}`, { country: about().country }) : t("frame.error");
  const box = notice({ locked: "warn", waits: "good" }[error.why] ?? "bad", words);
  if (error.why === "locked") box.append(unlockButton());
  place.replaceChildren(box);
  box.scrollIntoView({ block: "nearest" });
}
