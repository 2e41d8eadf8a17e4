/** What the hub itself stated about time: each statement signed with the hub's remembered key. */
import { Tampered, checkLapse } from "../encryption/index.js";
import { hubKey } from "./hubkey.js";
import { about } from "./page.js";

function ofThisRequest(said) {
  if (said.hub === about().hub && said.request === about().request) return said;
  throw new Tampered("replayed", "a statement about another request");
}

const asAct = ({ kind, clock, ref, side, due, at }) =>
  ({ kind, facts: { clock, ref, side, due }, event: null, officer: null, post: null, at });

/** @returns {Promise<import("./procedure.js").Act[]>} acts of the hub, in order @throws {Refused} */
export async function readLapses() {
  const lapses = JSON.parse(about().lapses || "[]");
  if (lapses.length === 0) return [];
  const key = await hubKey();
  const said = await Promise.all(lapses.map(async ({ envelope }) => ofThisRequest(await checkLapse(envelope, key))));
  return said.map(asAct).sort((one, other) => (one.at < other.at ? -1 : 1));
}
