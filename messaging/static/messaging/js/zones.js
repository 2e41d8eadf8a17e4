/** One moment at every member's own clock, by the zones that their directory entries state. */
import { entryOf } from "./directory.js";
import { language } from "../../hub/js/texts.js";

const FIRST_HOUR = 8;
const LAST_HOUR = 18;
const DAYS = { Mon: "mon", Tue: "tue", Wed: "wed", Thu: "thu", Fri: "fri", Sat: "sat", Sun: "sun" };

/** @typedef {{zone: string, weekend: string[], stated: boolean}} Hours `zone` is UTC where nothing is stated */

const known = (zone) => {
  try {
    return Boolean(zone && new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
};

/** @param {string} post @returns {Promise<Hours>} */
export async function hoursOf(post) {
  const { entry } = await entryOf(post);
  const stated = known(entry.time_zone);
  return { zone: stated ? entry.time_zone : "UTC", weekend: (entry.weekend || "sat,sun").split(","), stated };
}

const words = () => (language() === "en" ? "en-GB" : language());
const SHOWN = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** @param {string} moment @param {string} zone @returns {string} such as “Fri 27 Nov, 14:15” in the page's language */
export const clockTime = (moment, zone) => new Intl.DateTimeFormat(words(), { ...SHOWN, timeZone: zone }).format(new Date(moment));

/** @returns {string} the day with its year, in a zone */
export const longDay = (moment, zone) =>
  new Intl.DateTimeFormat(words(), { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(new Date(moment));

function local(moment, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { weekday: "short", hour: "numeric", hourCycle: "h23", timeZone: zone }).formatToParts(new Date(moment));
  const of = (type) => parts.find((part) => part.type === type).value;
  return { day: DAYS[of("weekday")], hour: Number(of("hour")) };
}

/** @param {string} moment @param {Hours} hours @returns {"work"|"rest"|"night"} what that moment is for a post */
export function timeOfDay(moment, { zone, weekend }) {
  const { day, hour } = local(moment, zone);
  if (weekend.includes(day)) return "rest";
  return hour >= FIRST_HOUR && hour < LAST_HOUR ? "work" : "night";
}

const FIELDS = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };

function offset(instant, zone) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone: zone }).formatToParts(instant)
    .map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - instant.getTime();
}

/** @param {string} wall such as 2026-11-27T14:15 @param {string} zone @returns {string} the moment, 2026-11-27T08:30:00Z */
export function momentOf(wall, zone) {
  const plain = Date.parse(`${wall.slice(0, 16)}:00Z`);
  const guess = plain - offset(new Date(plain), zone);
  const better = plain - offset(new Date(guess), zone);
  return new Date(better).toISOString().replace(/\.\d+/, "");
}
