/** The sealed subjects of rows that the hub lists, opened on this device. */
import { openAct, readAct } from "../../hub/js/streams.js";

/**
 * @param {{stream: string, event: string}} head the act that holds the subject @param {string[]} countries of the parties
 * @returns {Promise<string>} empty where it cannot be opened
 */
export async function subjectAt({ stream, event }, countries) {
  const opened = readAct(stream, event, [...new Set(countries)]).then(openAct);
  return opened.then(({ body }) => body.subject).catch(() => "");
}
