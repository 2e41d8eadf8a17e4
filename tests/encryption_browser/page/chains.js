/** Cases of country chains and the streams read with them. */
import * as hub from "/hub/encryption/index.js";

const { b64, hex, unb64, unhex } = hub;

export const foldAll = async (chains, name) =>
  new Map(await Promise.all(Object.entries(chains).map(async ([country, envelopes]) =>
    [country, await hub.fold(envelopes, name, country)])));

const officer = (one) => ({ name: one.name, kem: hex(hub.newestKeys(one).kem), sig: hex(hub.newestKeys(one).sig),
  added_seq: one.addedSeq, removed_seq: one.removedSeq });

const focalPoint = (one) => ({ name: one.name, type: one.type,
  generations: Object.fromEntries([...one.generations].map(([g, kem]) => [g, hex(kem)])) });

const over = (map, use) => Object.fromEntries([...map].map(([key, value]) => [key, use(value)]));

/** As the chain vectors state it. */
export function described(state) {
  return {
    fingerprint: state.fingerprint, head_seq: state.headSeq, head_hash: state.headHash, policy: state.policy,
    admins: state.admins().sort(), officers: over(state.officers, officer),
    focal_points: over(state.focalPoints, focalPoint),
    seats: state.seats.map((s) => [s.officer, s.focalPoint, s.role, s.fromSeq, s.toSeq]),
    peers: Object.fromEntries(state.peers), recovery: state.recovery && hex(state.recovery),
  };
}

export const fold = async ({ envelopes, hub: name, country, pin }) =>
  described(await hub.fold(envelopes, name, country, pin));

export async function material({ envelopes, hub: name, country, wraps, boxes }) {
  const state = await hub.fold(envelopes, name, country);
  await hub.checkMaterial(state, await hub.readStatement(envelopes.at(-1)), wraps, boxes);
  return true;
}

export async function verifyStream({ events, chains, hub: name }) {
  const verified = await hub.verifyStream(events, await foldAll(chains, name), name);
  return verified.map(({ hash, country, senderSig }) => ({ hash, country, sender_sig: hex(senderSig) }));
}

export const checkLapse = ({ envelope, key }) => hub.checkLapse(envelope, unhex(key));
export const checkReceipt = ({ envelope, key }) => hub.checkReceipt(envelope, unhex(key));
export const checkRetrieval = ({ envelope, key }) => hub.checkRetrieval(envelope, unhex(key));

export async function envelope({ secret, type, payload, envelope: given }) {
  const keys = await hub.keysFromBytes(unhex(secret), unhex(secret));
  const made = await hub.sign(type, unb64(payload), [keys]);
  const verified = await hub.verify(given, type, [keys.public.sig]);
  return { pae: hex(hub.pae(type, verified)), hash: await hub.envelopeHash(given), envelope: made,
    keyid: await hub.keyid(keys.public.sig) };
}

export async function makeRetrieval({ secret, said }) {
  const keys = await hub.keysFromBytes(unb64(secret.kem), unb64(secret.sig));
  return { envelope: await hub.makeRetrieval(keys, said), key: hex(keys.public.sig) };
}

const told = (officer, name, { keys }) =>
  ({ officer, name, kem: b64(keys.public.kem), sig: b64(keys.public.sig) });

/** A chain as its founder's browser writes it, statement by statement, each checked before the next. */
class Founding {
  constructor(place, admin, signer) {
    Object.assign(this, { place, admin, signer, envelopes: [], materials: [], state: null });
  }

  async say(kind, body, { wraps, boxes } = { wraps: [], boxes: [] }) {
    const { state, place: { hub: name, country, created } } = this;
    const envelope = await hub.makeStatement({ hub: name, country, created, kind, by: this.admin, body,
      seq: state ? state.headSeq + 1 : 0, prev: state ? state.headHash : "0".repeat(64), signers: [this.signer.keys] });
    this.state = state ? await state.admit(envelope) : await hub.start(envelope, name, country);
    await hub.checkMaterial(this.state, await hub.readStatement(envelope), wraps, boxes);
    this.envelopes.push(envelope);
    this.materials.push({ wraps, boxes });
  }

  async seat(officer, made, role, key) {
    const { focalPoint: focal_point } = this.place;
    const given = await hub.makeSeatMaterial({ ...this.place, generation: 1, seed: key.seed, officer,
      kem: made.keys.public.kem });
    await this.say("seat", { officer, focal_point, role, wraps_sha256: given.wraps_sha256 }, given);
  }
}

/** A whole country made in the browser: genesis, focal point, officers, a removal with a new key. */
export async function makeCountry({ hub: name, country, ids, created }) {
  const place = { hub: name, country, created, focalPoint: ids.post };
  const [admin, other] = [await hub.generateKeys(), await hub.generateKeys()];
  const founding = new Founding(place, ids.admin, admin);
  await founding.say("genesis", { policy: 1, admins: [told(ids.admin, "Amina", admin)] });
  const first = await hub.makeRotation({ ...place, generation: 1, holders: new Map() });
  const post = { focal_point: ids.post, name: "Central authority", type: "central_authority" };
  await founding.say("focal_point_add", { ...post, rotation: first.rotation }, first);
  await founding.seat(ids.admin, admin, "admin", first.key);
  await founding.say("officer_add", told(ids.other, "Bilal", other));
  await founding.seat(ids.other, other, "officer", first.key);
  const holders = hub.holdersOf(founding.state, ids.post);
  holders.delete(ids.other);
  const second = await hub.makeRotation({ ...place, generation: 2, holders, previous: first.key.seed });
  await founding.say("officer_remove", { officer: ids.other, rotations: [second.rotation] }, second);
  await founding.say("peer_verified", { country: "NP", fingerprint: "ab".repeat(32) });
  const opened = await hub.FocalPointKeys.open({ ...place, officer: ids.admin, kem: admin.keys.kem, ...second,
    expected: founding.state.focalPoints.get(ids.post).generations });
  return { envelopes: founding.envelopes, materials: founding.materials, state: described(founding.state),
    generations: [...opened.generations.keys()],
    secret: { kem: b64(admin.secret.kem), sig: b64(admin.secret.sig) } };
}
