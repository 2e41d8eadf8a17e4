/** One conversation opened on this device: its newest window verified, what waits to be sent in line. Draws nothing. */
import { get } from "../../hub/js/api.js";
import { Context } from "./context.js";
import { Outbox } from "./outbox.js";
import { Reading } from "./reading.js";

/** Everybody who was ever on it, as the page says; who came since is in the hub's present card. */
const known = () => JSON.parse(document.getElementById("posts")?.textContent ?? "[]");

function merged(posts, members) {
  const found = new Map(posts.map((post) => [post.focal_point, post]));
  members.forEach((post) => found.set(post.focal_point, post));
  return [...found.values()];
}

// A newcomer's country is not on the page yet, so its acts cannot be verified before the card was read again.
const NEWCOMER = "unknown-focal-point";

/**
 * @param {string} id @returns {Promise<Context>} with `follow()`, which reads what is new and says whether there was any
 * @throws {Refused|Problem}
 */
export async function openThread(id) {
  let posts = known();
  const reading = new Reading(id, () => posts);
  const context = new Context({ thread: null, reading, outbox: null });
  context.refresh = async () => {
    context.thread = await get(`threads/${id}/`);
    posts = merged(posts, context.thread.members);
  };
  context.follow = () => newer(context);
  await context.refresh();
  context.outbox = new Outbox(reading, { show: () => context.tell("outbox"), follow: () => context.follow(), receivers: () => context.receivers() });
  await reading.begin();
  return context;
}

async function newer(context) {
  const acts = await context.reading.newer().catch(async (error) => {
    if (error.code !== NEWCOMER) throw error;
    await context.refresh();
    return context.reading.newer();
  });
  if (acts.length === 0) return false;
  // What may be done, and who has read how far, changed with them.
  if (acts.some(({ proof }) => proof.manifest.kind !== "thread.say")) await context.refresh();
  context.restand();
  context.tell("came", acts);
  return true;
}
