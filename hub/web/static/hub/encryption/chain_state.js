/** What a country chain adds up to: officers, focal points, seats and keys, at any point of it. */

export const ROLES = ["officer", "approver", "admin", "observer"];
export const KEY_ROLES = ["officer", "approver", "admin"];
/** Stands in a wrap where an officer's id would. */
export const RECOVERY = "recovery";

const within = (seq, start, end) => start <= seq && (end === null || seq < end);

/**
 * @typedef {import("./keys.js").PublicKeys} PublicKeys
 * @typedef {{officer: string, name: string, keys: [number, PublicKeys][], addedSeq: number, removedSeq: ?number,
 *   founding: boolean}} ChainOfficer `keys` are [from seq, keys], newest last
 * @typedef {{focalPoint: string, name: string, type: string, generations: Map<number, Uint8Array>,
 *   since: Map<number, number>, current: number}} ChainFocalPoint `generations`: public X25519 keys
 * @typedef {{officer: string, focalPoint: string, role: string, fromSeq: number, toSeq: ?number}} Seat
 */

/** The state after statement `headSeq`; never changed, only followed by a new one. */
export class ChainRecord {
  /**
   * @param {{hub: string, country: string, fingerprint: string, headSeq: number, headHash: string, policy: number,
   *   officers: Map<string, ChainOfficer>, focalPoints: Map<string, ChainFocalPoint>, seats: Seat[],
   *   peers: Map<string, string>, recovery: ?Uint8Array, hashes: string[],
   *   earlier: string[]}} values `earlier`: fingerprints from before the country began anew
   */
  constructor(values) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  /** @returns {?PublicKeys} an officer's keys as of statement `seq`; null if absent, unknown or in the future */
  keysAt(officer, seq) {
    const found = this.officers.get(officer);
    if (!found || seq < 0 || seq > this.headSeq || !within(seq, found.addedSeq, found.removedSeq)) return null;
    return found.keys.filter(([start]) => start <= seq).at(-1)[1];
  }

  /** @returns {string[]} who may sign statements after `seq`: founders and admin seats, present */
  admins(seq = this.headSeq) {
    const seated = this.seats.filter((seat) => seat.role === "admin" && within(seq, seat.fromSeq, seat.toSeq));
    const names = new Set(seated.map((seat) => seat.officer));
    for (const one of this.officers.values()) if (one.founding) names.add(one.officer);
    return [...names].filter((name) => {
      const { addedSeq, removedSeq } = this.officers.get(name);
      return within(seq, addedSeq, removedSeq);
    });
  }

  /** @returns {string[]} the roles an officer held at a focal point as of `seq` */
  roles(officer, focalPoint, seq) {
    return this.seats
      .filter((seat) => seat.officer === officer && seat.focalPoint === focalPoint)
      .filter((seat) => within(seq, seat.fromSeq, seat.toSeq))
      .map((seat) => seat.role);
  }

  /** @returns {boolean} whether the officer had, as of `seq`, a seat that holds the focal point's key */
  holdsKey(officer, focalPoint, seq) {
    const keyed = this.roles(officer, focalPoint, seq).some((role) => KEY_ROLES.includes(role));
    return keyed && this.keysAt(officer, seq) !== null;
  }

  /** @returns {string[]} the officers a focal point's key is wrapped to as of `seq` */
  keyHolders(focalPoint, seq = this.headSeq) {
    return [...this.officers.keys()].filter((officer) => this.holdsKey(officer, focalPoint, seq));
  }
}

/** @returns {PublicKeys} the newest keys of an officer */
export const newestKeys = (officer) => officer.keys.at(-1)[1];
