/** Invitations: the code is made here and handed over outside the hub; answers are admitted only if they prove it. */
import {
  INVITATION, b64, checkJoinMac, codeHash, human, keepCode, newCode, openKeptCode, unb64,
} from "../../hub/encryption/index.js";
import { get, post } from "../../hub/js/api.js";
import { about } from "../../hub/js/page.js";
import * as store from "../../hub/js/store.js";
import { chainOf } from "../../hub/js/trust.js";
import { signer } from "./signing.js";

const slot = (id) => `${about().hub}/${about().officer}/invitation/${id}`;

/**
 * @param {{focal_point: string, role: string, name: string, email: string}} wanted
 * @returns {Promise<string>} the link to hand over; its code is nowhere else in the open
 */
export async function invite(wanted) {
  const unlocked = await signer();
  const { fingerprint } = await chainOf(unlocked.country);
  const [id, code] = [crypto.randomUUID(), newCode()];
  const sealed = await keepCode(unlocked.public.kem, code, about().hub, unlocked.country, id);
  await post("invitations/", { ...wanted, id, code_sha256: await codeHash(code), sealed_code: b64(sealed) });
  await store.write("device", slot(id), wanted);
  return `${location.origin}/join/#${id}.${await human(code, INVITATION)}.${fingerprint}`;
}

/** @returns {Promise<object[]>} all invitations of the country, as the hub has them */
export async function invitations() {
  const rows = [];
  let cursor = "";
  do {
    const page = await get(`invitations/?cursor=${encodeURIComponent(cursor)}`);
    rows.push(...page.invitations);
    cursor = page.next;
  } while (cursor);
  return rows;
}

/** What this device remembers must be what the hub shows now. */
async function sameAsInvited({ id, focal_point, role }) {
  const kept = await store.read("device", slot(id));
  return !kept || (kept.focal_point === focal_point && kept.role === role);
}

/**
 * @returns {Promise<{verdict: "genuine"|"ghost"|"altered_invitation"|"another", joining: ?object}>} `another`: a colleague's invitation,
 *   whose code only the colleague's keys open
 */
export async function judge(row) {
  const { kem, country } = await signer();
  const { mac, ...answer } = row.answer;
  const joining = { kem: answer.kem, sig: answer.sig, officer: answer.officer, name: answer.name };
  if (row.invited_by !== about().officer) return { verdict: "another", joining: null };
  const code = await openKeptCode(kem, unb64(row.sealed_code), about().hub, country, row.id).catch(() => null);
  const genuine = code && (await checkJoinMac(mac, code, about().hub, country, row.id, joining));
  if (!genuine) return { verdict: "ghost", joining: null };
  return (await sameAsInvited(row)) ? { verdict: "genuine", joining } : { verdict: "altered_invitation", joining: null };
}
