/** The officer at work: unlocked keys, and the keys of the posts they open. Made once a page. */
import { FocalPointKeys } from "../encryption/index.js";
import { get } from "./api.js";
import * as keys from "./keys.js";
import { about } from "./page.js";
import { chainOf } from "./trust.js";

/** Keys are locked, or the seat holds none. */
export class Locked extends Error {}

let opening = null;

async function openPost(unlocked, own, { focal_point, wraps, boxes }) {
  const place = { focal_point, officer: unlocked.officer };
  return FocalPointKeys.open({
    hub: about().hub, country: unlocked.country, focalPoint: focal_point, officer: unlocked.officer, kem: unlocked.kem,
    wraps: wraps.map((wrap) => ({ ...wrap, ...place })),
    boxes: boxes.map((box) => ({ ...box, focal_point })),
    expected: own.focalPoints.get(focal_point)?.generations,
  });
}

async function open() {
  const unlocked = await keys.held();
  if (!unlocked) throw new Locked();
  const own = await chainOf(unlocked.country);
  const { focal_points } = await get("me/seeds/");
  const posts = await Promise.all(focal_points.map((one) => openPost(unlocked, own, one)));
  return { keys: unlocked, posts: new Map(posts.map((post) => [post.focalPoint, post])) };
}

/**
 * @returns {Promise<{keys: import("../encryption/keystore.js").Unlocked,
 *   posts: Map<string, import("../encryption/seeds.js").FocalPointKeys>}>}
 * @throws {Locked|import("../encryption/errors.js").Refused|import("./api.js").Problem}
 */
export function officer() {
  opening ??= open();
  return opening;
}

/** Who signs now: the chain seq is the present head of the own chain. */
export async function sender() {
  const { keys: unlocked } = await officer();
  const own = await chainOf(unlocked.country);
  return { focal_point: about().focalPoint, officer: unlocked.officer, chain_seq: own.headSeq };
}
