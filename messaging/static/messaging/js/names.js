/** Who and when, in the reader's words: officers as their own country states them, days, hours. */
import { about } from "../../hub/js/page.js";
import { language, t } from "../../hub/js/texts.js";
import { chainOf } from "../../hub/js/trust.js";

/** @param {import("../../hub/js/streams.js").Act} act @returns {Promise<string>} the signing officer's name, from the verified chain */
export async function officerOf({ proof: { manifest, country } }) {
  const chain = await chainOf(country);
  return chain.officers.get(manifest.sender.officer)?.name ?? manifest.sender.officer;
}

/** English without a country would put the month first. */
const zone = () => (language() === "en" ? "en-GB" : language());
const local = (iso) => new Date(iso);

/** @returns {string} “14:05” in the reader's zone */
export const hour = (iso) =>
  new Intl.DateTimeFormat(zone(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(local(iso));

/** @returns {string} one word for each calendar day of the reader: what belongs together */
export const dayKey = (iso) => local(iso).toLocaleDateString("sv");

/** @returns {string} “Today”, “Yesterday” or “Sunday 22 November 2026” */
export function dayName(iso) {
  const passed = Math.round((Date.parse(dayKey(new Date().toISOString())) - Date.parse(dayKey(iso))) / 86_400_000);
  if (passed === 0 || passed === 1) return t(passed === 0 ? "thread.today" : "thread.yesterday");
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  return new Intl.DateTimeFormat(zone(), parts).format(local(iso));
}

/** @returns {string} names with commas and “and”, as the language does it */
export const listed = (names) => new Intl.ListFormat(language(), { type: "conjunction" }).format(names);

/** @returns {boolean} whether an act is of the own post */
export const isOwn = ({ proof: { manifest } }) => manifest.sender.focal_point === about().focalPoint;
