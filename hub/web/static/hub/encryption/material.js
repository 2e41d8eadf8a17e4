/** The wraps and boxes beside a statement: making them, and checking those that others made. */
import { b64, unb64 } from "./canonical.js";
import { KEY_ROLES, RECOVERY, newestKeys } from "./chain_state.js";
import { BadFormat, Tampered } from "./errors.js";
import { exact, items, uuid, whole } from "./fields.js";
import { seedInfo, wrap } from "./hpke.js";
import { FocalPointKey, boxRecord, freshFocalPointKey } from "./seeds.js";
import { materialHash, readRotation, readRotations, sortWraps } from "./statement.js";

/**
 * @typedef {import("./statement.js").SeedWrap} SeedWrap
 * @typedef {import("./seeds.js").SeedBox} SeedBox
 * @typedef {{wraps: SeedWrap[], boxes: SeedBox[]}} Material
 */

async function seedWrap(key, country, officer, kem) {
  const info = seedInfo(key.hub, country, key.focalPoint, key.generation, officer);
  const sealed = b64(await wrap(kem, key.seed, info));
  return { focal_point: key.focalPoint, generation: key.generation, officer, wrap: sealed };
}

/**
 * A new generation of a focal point's key, wrapped to everybody who will hold it.
 * @param {{hub: string, country: string, focalPoint: string, generation: number,
 *   holders: Map<string, Uint8Array>, recovery?: ?Uint8Array, previous?: ?Uint8Array}} request
 *   `holders`: officer to X25519 key from the verified chain; `previous`: seed of the generation before, if any
 * @returns {Promise<{rotation: object, wraps: SeedWrap[], boxes: SeedBox[], key: FocalPointKey}>}
 *   `rotation` goes into the statement, `wraps` and `boxes` beside it
 */
export async function makeRotation({ hub, country, focalPoint, generation, holders, recovery, previous }) {
  const key = freshFocalPointKey(hub, focalPoint, generation);
  const to = [...holders, ...(recovery ? [[RECOVERY, recovery]] : [])];
  const wraps = sortWraps(await Promise.all(to.map(([officer, kem]) => seedWrap(key, country, officer, kem))));
  const box = generation > 1 ? await key.boxPrevious(previous) : null;
  const wraps_sha256 = await materialHash(wraps, box);
  const rotation = { focal_point: focalPoint, generation, kem: b64(await key.kemPublic()), wraps_sha256 };
  return { rotation, wraps, boxes: box ? [boxRecord(key, box)] : [], key };
}

/** @returns {Map<string, Uint8Array>} officer to newest X25519 key, of those who hold a focal point's key */
export const holdersOf = (state, focalPoint) =>
  new Map(state.keyHolders(focalPoint).map((name) => [name, newestKeys(state.officers.get(name)).kem]));

/**
 * Wraps for an officer who takes a key-holding seat (an observer gets none).
 * @param {{hub: string, country: string, focalPoint: string, generation: number, seed: Uint8Array,
 *   officer: string, kem: Uint8Array}} request current generation and its seed
 * @returns {Promise<{wraps: SeedWrap[], boxes: [], wraps_sha256: string}>}
 */
export async function makeSeatMaterial({ hub, country, focalPoint, generation, seed, officer, kem }) {
  const key = new FocalPointKey(hub, focalPoint, generation, seed);
  const wraps = [await seedWrap(key, country, officer, kem)];
  return { wraps, boxes: [], wraps_sha256: await materialHash(wraps) };
}

/** @returns {Promise<string>} the `wraps_sha256` of a seat without keys (observer) */
export const noMaterial = () => materialHash([]);

function readWrap(raw) {
  exact(raw, ["focal_point", "generation", "officer", "wrap"]);
  uuid(raw.focal_point);
  whole(raw.generation, 1);
  if (raw.officer !== RECOVERY) uuid(raw.officer);
  unb64(raw.wrap, 80);
  return raw;
}

const placeOf = (one) => `${one.focal_point ?? one.focalPoint} ${one.generation}`;

function readBoxes(raw) {
  const boxes = new Map();
  for (const one of items(raw)) {
    exact(one, ["focal_point", "generation", "box"]);
    uuid(one.focal_point);
    whole(one.generation, 2);
    if (boxes.has(placeOf(one))) throw new BadFormat("repeated-box", "one box for each generation");
    boxes.set(placeOf(one), unb64(one.box, 60));
  }
  return boxes;
}

const rotationsOf = (body) =>
  Object.hasOwn(body, "rotation") ? [readRotation(body.rotation)] : readRotations(body.rotations ?? []);

const mismatch = (why) => new Tampered("wraps-do-not-match", why);

function checkHolders(named, allowed, kit) {
  if (kit && !named.includes(RECOVERY)) {
    throw new Tampered("recovery-missing", "the country's recovery kit could not open the new key");
  }
  const unknown = named.filter((name) => !(kit && name === RECOVERY) && !allowed.includes(name));
  if (new Set(named).size !== named.length || unknown.length > 0) {
    throw new Tampered("ghost-officer", "the key is wrapped to someone who may not hold it");
  }
  if (allowed.some((name) => !named.includes(name))) {
    throw new Tampered("wrap-missing", "an officer who holds the key would lose it");
  }
}

async function checkRotation(after, rotation, listed, boxes) {
  const place = placeOf(rotation);
  const wraps = listed.filter((one) => placeOf(one) === place);
  if ((await materialHash(wraps, boxes.get(place) ?? null)) !== rotation.wrapsSha256) {
    throw mismatch("the keys are not the ones the statement was signed with");
  }
  if (rotation.generation > 1 !== boxes.has(place)) {
    throw new Tampered("box-missing", "each key after the first comes with the one before it");
  }
  checkHolders(wraps.map((one) => one.officer), after.keyHolders(rotation.focalPoint), after.recovery !== null);
}

async function checkSeat(after, { body, seq }, listed, boxes) {
  if (boxes.size > 0 || (await materialHash(listed)) !== body.wraps_sha256) {
    throw mismatch("the keys are not the ones the statement was signed with");
  }
  if (listed.some((one) => one.officer !== body.officer || one.focal_point !== body.focal_point)) {
    throw new Tampered("ghost-officer", "a seat brings keys for its own officer only");
  }
  const known = after.focalPoints.get(body.focal_point);
  if (listed.some((one) => !known.generations.has(one.generation))) {
    throw new Tampered("bad-generation", "there is no such key");
  }
  const keyed = KEY_ROLES.includes(body.role);
  const had = after.holdsKey(body.officer, body.focal_point, seq - 1);
  const hasCurrent = listed.some((one) => one.generation === known.current);
  if ((listed.length > 0 && !keyed) || (keyed && !had && !hasCurrent)) {
    throw mismatch("an observer gets no key, every other seat the current one");
  }
}

/**
 * Each hash must fit, each key be wrapped to every officer who may hold it and to no one else
 * (and to the recovery recipient, if the country has one), and nothing be left over.
 * @param {import("./chain.js").ChainState} after the state the statement led to
 * @param {import("./statement.js").Statement} said
 * @param {SeedWrap[]} wraps
 * @param {SeedBox[]} boxes
 * @throws {Tampered|BadFormat} wraps-do-not-match, ghost-officer, wrap-missing, box-missing, material-left-over …
 */
export async function checkMaterial(after, said, wraps, boxes) {
  const listed = items(wraps).map(readWrap);
  const byPlace = readBoxes(boxes);
  if (said.kind === "seat") {
    await checkSeat(after, said, listed, byPlace);
    return;
  }
  const rotations = rotationsOf(said.body);
  const places = rotations.map(placeOf);
  if ([...listed.map(placeOf), ...byPlace.keys()].some((place) => !places.includes(place))) {
    throw new Tampered("material-left-over", "there are keys beside the statement that it does not name");
  }
  for (const rotation of rotations) await checkRotation(after, rotation, listed, byPlace);
}
