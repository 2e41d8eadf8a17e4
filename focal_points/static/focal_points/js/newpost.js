/** A new post: its first key exists only on this device until the first seat is signed, so it is kept sealed meanwhile. */
import { b64, makeRotation, seedInfo, wipe, wrap } from "../../hub/encryption/index.js";
import { about } from "../../hub/js/page.js";
import * as store from "../../hub/js/store.js";
import { again } from "../../hub/js/trust.js";
import { signer, state } from "./signing.js";

const slot = (post) => `${about().hub}/${about().officer}/post/${post}`;

/** @returns {Promise<?object>} the wrap of a post's first seed to this officer, kept until a seat publishes it */
export const keptWrap = async (post) => (await store.read("device", slot(post))) ?? null;

/** @returns {Promise<void>} the seat is signed: the hub has the wrap now */
export const dropWrap = (post) => store.erase("device", slot(post));

/** @returns {Promise<?string>} a post of the chain whose first key only this device has */
export async function unfinished(chain) {
  for (const post of chain.focalPoints.keys()) {
    if ((await keptWrap(post)) && chain.keyHolders(post).length === 0) return post;
  }
  return null;
}

/** @returns {Promise<string>} id of the new post, stated in the chain; nobody is seated yet */
export async function addPost(name, type) {
  const { officer, country, public: { kem } } = await signer();
  const post = crypto.randomUUID();
  const place = { hub: about().hub, country, focalPoint: post, generation: 1, holders: new Map() };
  const { recovery } = await again(country);
  const { key, rotation, wraps } = await makeRotation({ ...place, recovery });
  const sealed = await wrap(kem, key.seed, seedInfo(about().hub, country, post, 1, officer));
  await store.write("device", slot(post), { focal_point: post, generation: 1, officer, wrap: b64(sealed) });
  wipe(key.seed);
  await state("focal_point_add", () => ({ body: { focal_point: post, name, type, rotation }, wraps }));
  return post;
}
