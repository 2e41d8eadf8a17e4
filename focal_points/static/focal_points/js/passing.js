/** Passing on and replacing the keys of posts: seeds come from this officer's own wraps and never leave unwrapped. */
import {
  FocalPointKey, KEY_ROLES, Tampered, b64, equal, holdersOf, makeRotation, makeSeatMaterial, newestKeys, noMaterial, openSeeds,
  wipe,
} from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import { about } from "../../hub/js/page.js";
import { own } from "./statements.js";
import { CannotSign, signer, state } from "./signing.js";
import { keptWrap } from "./newpost.js";

const nameOf = (chain, post) => own(chain.focalPoints.get(post).name);

async function materialOf(chain, post, officer) {
  const { focal_points } = await get("me/seeds/");
  const mine = focal_points.find((one) => one.focal_point === post) ?? { wraps: [], boxes: [] };
  const place = { focal_point: post, officer };
  const kept = await keptWrap(post);
  return {
    wraps: [...mine.wraps.map((wrap) => ({ ...wrap, ...place })), ...(kept ? [kept] : [])],
    boxes: mine.boxes.map((box) => ({ ...box, focal_point: post })),
  };
}

/** The present seed of a post, proved to give the key that the chain states. @throws {CannotSign|Tampered} */
async function seedOf(chain, post) {
  const { officer, kem, country } = await signer();
  const { current, generations } = chain.focalPoints.get(post);
  const found = await materialOf(chain, post, officer);
  const seeds = await openSeeds({ hub: about().hub, country, focalPoint: post, officer, kem, ...found });
  const seed = seeds.get(current);
  if (!seed) throw new CannotSign("no_key", { post: nameOf(chain, post) });
  const made = await new FocalPointKey(about().hub, post, current, seed).kemPublic();
  if (!equal(made, generations.get(current))) throw new Tampered("seed-mismatch", "not the key the country stated");
  return seed;
}

async function seatMaterial(chain, officer, post, role) {
  if (!KEY_ROLES.includes(role) || chain.holdsKey(officer, post, chain.headSeq)) {
    return { wraps: [], boxes: [], wraps_sha256: await noMaterial() };
  }
  const seed = await seedOf(chain, post);
  const { kem } = newestKeys(chain.officers.get(officer));
  const generation = chain.focalPoints.get(post).current;
  const made = await makeSeatMaterial({ hub: about().hub, country: chain.country, focalPoint: post, generation, seed, officer, kem });
  wipe(seed);
  return made;
}

/** Give an officer of the country a seat; with the first one that holds a key goes the post's present key. */
export const seat = (officer, post, role) => state("seat", async (chain) => {
  if (chain.roles(officer, post, chain.headSeq).includes(role)) return null;
  const { wraps, boxes, wraps_sha256 } = await seatMaterial(chain, officer, post, role);
  return { body: { officer, focal_point: post, role, wraps_sha256 }, wraps, boxes };
});

async function turn(chain, post, without) {
  const holders = holdersOf(chain, post);
  const leaving = chain.officers.get(without);
  holders.delete(without);
  if (holders.size === 0) throw new CannotSign("last_holder", { name: own(leaving.name), post: nameOf(chain, post) });
  const previous = await seedOf(chain, post);
  const request = { hub: about().hub, country: chain.country, focalPoint: post, holders, recovery: chain.recovery };
  const made = await makeRotation({ ...request, generation: chain.focalPoints.get(post).current + 1, previous });
  wipe(previous, made.key.seed);
  return made;
}

async function turnAll(chain, posts, without = null) {
  const made = await Promise.all([...posts].sort().map((post) => turn(chain, post, without)));
  return {
    rotations: made.map((one) => one.rotation),
    wraps: made.flatMap((one) => one.wraps),
    boxes: made.flatMap((one) => one.boxes),
  };
}

/** End one role; the post's key is replaced if the officer loses it by that. */
export const unseat = (officer, post, role) => state("unseat", async (chain) => {
  const roles = chain.roles(officer, post, chain.headSeq);
  if (!roles.includes(role)) return null;
  const keeps = roles.some((one) => one !== role && KEY_ROLES.includes(one));
  const turning = KEY_ROLES.includes(role) && !keeps ? [post] : [];
  const { rotations, wraps, boxes } = await turnAll(chain, turning, officer);
  return { body: { officer, focal_point: post, role, rotations }, wraps, boxes };
});

/** @returns {string[]} the posts whose key an officer holds now */
export const postsHeld = (chain, officer) =>
  [...chain.focalPoints.keys()].filter((post) => chain.holdsKey(officer, post, chain.headSeq));

/** Remove an officer and replace every key he held, in one statement. */
export const remove = (officer) => state("officer_remove", async (chain) => {
  if (chain.officers.get(officer).removedSeq !== null) return null;
  const { rotations, wraps, boxes } = await turnAll(chain, postsHeld(chain, officer), officer);
  return { body: { officer, rotations }, wraps, boxes };
});

/** Replace the key of one post for everybody who holds it. */
export const replaceKey = (post) => state("key_rotate", async (chain) => {
  const { rotations, wraps, boxes } = await turnAll(chain, [post]);
  return { body: { rotations }, wraps, boxes };
});

/** Add an officer whose keys were proved genuine. @param {{officer, name, kem, sig}} joining base64 keys */
export const addOfficer = (joining) => state("officer_add", (chain) => {
  const known = chain.officers.get(joining.officer);
  if (known && b64(newestKeys(known).sig) !== joining.sig) throw new CannotSign("not_allowed", { why: "another key" });
  return known ? null : { body: joining };
});
