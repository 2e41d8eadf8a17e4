/** The database of the search on this device: sealed records under names that say nothing, and whose they are. */
import { database, kept, settled } from "../../hub/js/database.js";
import { about } from "../../hub/js/page.js";

const NAME = "hub-search";
const { open, close } = database(NAME, 1, ["owner", "records"]);

/** @returns {Promise<?{hub: string, officer: string, wrap: Uint8Array}>} whose index this is */
export const owner = async () => settled((await open()).transaction("owner").objectStore("owner").get("owner"));

/** Write whose it is, unless another tab was first. @returns {Promise<object>} what stands there now */
export async function own(mine) {
  const change = (await open()).transaction("owner", "readwrite").objectStore("owner");
  const there = await settled(change.get("owner"));
  if (!there) await settled(change.put(mine, "owner"));
  return there ?? mine;
}

/** @returns {Promise<[string, object][]>} every record with its name */
export async function all() {
  const records = (await open()).transaction("records").objectStore("records");
  const [names, values] = await Promise.all([settled(records.getAllKeys()), settled(records.getAll())]);
  return names.map((name, i) => [name, values[i]]);
}

/** All of them or none; null takes a record away. @param {[string, ?object][]} records */
export async function change(records) {
  const transaction = (await open()).transaction("records", "readwrite");
  const store = transaction.objectStore("records");
  for (const [name, value] of records) value === null ? store.delete(name) : store.put(value, name);
  await kept(transaction);
}

/** Take the whole database away, in every tab. */
export async function wipe() {
  await close();
  await settled(indexedDB.deleteDatabase(NAME));
}

/** What another officer, or the same one at another hub, left on this device goes. */
export async function keepOnlyOwn() {
  const there = await owner();
  if (there && (there.hub !== about().hub || there.officer !== about().officer)) await wipe();
}
