/** What this device saw of the hub's log: it may only grow, hold every act, and be the same for everybody. */
import { Refused, Tampered, checkCheckpoint, checkGrowth, checkPlace, equal, originOf, readHashes, readSeen } from "../encryption/index.js";
import { Problem, get } from "./api.js";
import { hubKey } from "./hubkey.js";
import { about, alarm } from "./page.js";
import * as store from "./store.js";
import { t } from "./texts.js";

const PAGE = 200;
const KEPT = 400;
// A hub's job that logs may stand still for a night; clocks differ by minutes.
const LATE = 24 * 3600 * 1000;
const SKEW = 600 * 1000;
const EMPTY = { note: null, seen: null, sightings: [], agreed: [], streams: {} };
const slot = () => `${about().hub}/${about().officer}/log`;
let asked = null;

/** Show the alarm, and let the error carry its sentence. */
function refused(name, values) {
  const warning = t(`log.${name}`, values);
  alarm(warning);
  return Object.assign(new Tampered(`log-${name}`, "the log is not the one seen before"), { warning });
}

const kept = async () => ({ ...EMPTY, ...(await store.read("pins", slot())) });
const keep = async (changes) => store.write("pins", slot(), { ...(await kept()), ...changes });
const signed = async (note) => checkCheckpoint(note, originOf(about().hub), await hubKey());

async function requireGrowth(olds, newer, alarmed) {
  for (let at = 0; at < olds.length; at += PAGE) {
    const some = olds.slice(at, at + PAGE);
    const query = [...some.map(({ size }) => `old=${size}`), `new=${newer.size}`].join("&");
    try {
      const { proofs } = await get(`log/consistency/?${query}`);
      await Promise.all(some.map((old, i) => checkGrowth(old, newer, readHashes(proofs[i].proof))));
    } catch (error) {
      if (error instanceof Refused || error instanceof TypeError || (error instanceof Problem && error.status === 400)) throw alarmed();
      throw error;
    }
  }
}

/** Take a checkpoint from the hub: signed by it, and a longer version of what this device saw before. */
async function advance(note) {
  const before = (await kept()).note;
  if (note === null && before === null) return null;
  const seen = before && (await signed(before));
  const found = await signed(note).catch((error) => { throw error instanceof Refused ? refused("unsigned") : error; });
  if (seen && found.size < seen.size) throw refused("rewound");
  if (seen && found.size === seen.size && !equal(found.root, seen.root)) throw refused("rewritten");
  if (seen && found.size > seen.size) await requireGrowth([seen], found, () => refused("rewritten"));
  if (!seen || found.size > seen.size) {
    const { sightings } = await kept();
    await keep({ note, seen: found.seen, sightings: [...sightings, [Date.now(), found.size]].slice(-KEPT) });
  }
  return found;
}

/** The newest checkpoint, asked of the hub once a page unless `again`. @throws {Refused} after an alarm */
export function look(again = false) {
  if (again || asked === null) {
    asked = get("log/").then(({ checkpoint }) => advance(checkpoint)).catch((error) => {
      asked = null;
      throw error;
    });
  }
  return asked;
}

/** @returns {Promise<?string>} the newest checkpoint as an act names it @throws {Refused} after an alarm: then nothing is signed */
export async function seenNow() {
  const found = await look().catch(async (error) => {
    if (error instanceof Refused) throw error;
    // Without a line acts are sealed all the same, with what was seen last.
    return kept();
  });
  return found?.seen ?? null;
}

/** Only its sender signed it: a word that names no checkpoint says nothing about the hub. */
function told(text) {
  try {
    return readSeen(text);
  } catch {
    return null;
  }
}

/** What the senders of acts saw must be earlier states of the very log that is shown here. */
async function compare(acts) {
  const { agreed } = await kept();
  const named = [...new Set(acts.map(({ proof }) => proof.manifest.log_seen))].filter((one) => one && told(one) && !agreed.includes(one));
  if (named.length === 0) return;
  const seen = named.map(told);
  const most = Math.max(...seen.map(({ size }) => size));
  let mine = await look();
  if (mine === null || most > mine.size) mine = await look(true);
  if (mine === null || most > mine.size) throw refused("split");
  await requireGrowth(seen, mine, () => refused("split"));
  await keep({ agreed: [...(await kept()).agreed, ...named].slice(-KEPT) });
}

async function placesOf(stream, after) {
  const found = new Map();
  for (let next = after; next !== null;) {
    const page = await get(`streams/${stream}/places/?after=${next}&limit=${PAGE}`);
    const point = await advance(page.checkpoint);
    for (const { name, place } of page.places) {
      if (place === null) continue;
      const index = await checkPlace(place, name, point).catch(() => { throw refused("missing"); });
      found.set(name, index);
    }
    next = page.next;
  }
  return found;
}

/** An act's date must fit what this device saw of the log at the time. */
function requireTrueDate(act, index, sightings) {
  const at = Date.parse(act.row.at);
  const [late, early] = [([seen, size]) => at < seen - LATE && index >= size, ([seen, size]) => at > seen + SKEW && index < size];
  if (sightings.some(late) || sightings.some(early)) throw refused("dated");
}

async function requirePlaces(acts, places) {
  const { sightings } = await kept();
  let last = -1;
  for (const act of acts) {
    const index = places.get(act.proof.hash);
    if (index === undefined && Date.parse(act.row.at) < Date.now() - LATE) throw refused("withheld");
    if (index === undefined) continue;
    if (index <= last) throw refused("order");
    last = index;
    requireTrueDate(act, index, sightings);
  }
}

/**
 * Acts of one stream, in order: each must be in the log by now, and their senders must have seen this very log.
 * @param {string} stream @param {import("./streams.js").Act[]} acts
 * @returns {Promise<number>} how many of them are not in the log yet @throws {Refused} after an alarm
 */
export async function checkLog(stream, acts) {
  const { streams } = await kept();
  const known = streams[stream] ?? -1;
  const fresh = acts.filter(({ proof }) => proof.manifest.seq > known);
  let waiting = [];
  if (fresh.length) {
    const places = await placesOf(stream, fresh[0].proof.manifest.seq - 1);
    await requirePlaces(fresh, places);
    waiting = fresh.filter(({ proof }) => !places.has(proof.hash));
    const reached = (waiting[0]?.proof ?? { manifest: { seq: fresh.at(-1).proof.manifest.seq + 1 } }).manifest.seq - 1;
    // A window in the middle of a conversation says nothing of what came before it.
    if (fresh[0].proof.manifest.seq === known + 1) await keep({ streams: { ...(await kept()).streams, [stream]: reached } });
  }
  await compare(acts);
  return waiting.length;
}

/** Check the acts of several streams and say in words what was found. @param {[string, object[]][]} streams */
export async function showLog(streams) {
  const place = document.getElementById("log-state");
  let waiting = 0;
  for (const [stream, acts] of streams) waiting += acts.length ? await checkLog(stream, acts) : 0;
  if (place) place.textContent = waiting ? t("log.waiting", { count: waiting }) : t("log.good");
}
