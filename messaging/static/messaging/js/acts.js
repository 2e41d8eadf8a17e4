/** Reading single acts of a conversation, also such as lie before what the page shows. */
import { Tampered } from "../../hub/encryption/index.js";

const same = (facts, expected) => Object.entries(expected).every(([name, value]) => facts[name] === value);

/**
 * @param {import("./context.js").Context} context @param {string} event
 * @param {{kind?: string, post?: string, facts?: object}} [expected] what the act must be: the hub's word alone is not enough
 * @returns {Promise<import("../../hub/encryption/opening.js").OpenedEvent>} verified and opened
 * @throws {Tampered} another act than the one expected
 */
export async function openedOf(context, event, { kind, post, facts = {} } = {}) {
  const act = context.act(event) ?? (await context.fetch(event));
  const { manifest } = act.proof;
  const good = (!kind || manifest.kind === kind) && (!post || manifest.sender.focal_point === post) && same(manifest.facts, facts);
  if (!good) throw new Tampered("replayed", "another act in place of the one named");
  return context.open(act);
}

/** @returns {Promise<import("../../hub/encryption/body.js").Body>} what its sender sealed */
export const bodyOf = async (context, event, expected) => (await openedOf(context, event, expected)).body;

/** Where the conversation stands: by the signatures, or by the hub's word until the whole history was read. */
export const standingOf = (context) => context.standing ?? context.thread;

/** @returns {boolean} whether the own post can act on it now */
export const atWork = ({ thread }) => thread.status === "open" && !thread.left;
