/** One exchange read whole: its stream verified, acts opened on demand, and where the signatures say it stands. */
import { form } from "../../hub/js/forms.js";
import { about } from "../../hub/js/page.js";
import { openAct, readStream } from "../../hub/js/streams.js";

/** @returns {string[]} both parties' countries */
export const countries = () => [...new Set([about().requestingCountry, about().requestedCountry])];

/** The status after an act, by the table that the hub and the client read too. */
function after(table, status, { kind, facts }) {
  const { to } = table.moves.find((move) => move.kind === kind);
  if (to === "same") return status;
  return to === "use" ? facts.use : to;
}

/** The acts of an exchange. */
export class Exchange {
  #opened = new Map();

  constructor(acts, table) {
    Object.assign(this, { acts, table, manifests: acts.map(({ proof }) => proof.manifest) });
    this.status = this.manifests.reduce((status, manifest) => after(table, status, manifest), "");
    this.type = table.types.find(({ code }) => code === this.manifests[0]?.facts.type);
  }

  /** @returns {Promise<import("../../hub/encryption/opening.js").OpenedEvent>} opened once */
  open(act) {
    const { event } = act.proof.manifest;
    if (!this.#opened.has(event)) this.#opened.set(event, openAct(act));
    return this.#opened.get(event);
  }

  /** Where the next act goes: seq and prev. */
  get place() {
    const last = this.acts.at(-1).proof;
    return { seq: this.acts.length, prev: last.hash };
  }

  /** Whom it was sealed to from the beginning, whatever the hub says now. */
  get receivers() {
    const countryOf = { [about().requesting]: about().requestingCountry, [about().requested]: about().requestedCountry };
    return this.manifests[0].recipients.map(({ focal_point }) => ({ focalPoint: focal_point, country: countryOf[focal_point] }));
  }
}

/** @returns {Promise<Exchange>} */
export async function readExchange() {
  const [acts, table] = await Promise.all([readStream(about().request, countries()), form("exchanges")]);
  return new Exchange(acts, table);
}
