/** A country's signed statements in plain words. */
import { keyid, readStatement, signers } from "../../hub/encryption/index.js";
import { icon, make } from "../../hub/js/page.js";
import { language, moment, t } from "../../hub/js/texts.js";

const DRAWINGS = { genesis: "home", refound: "warning", officer_add: "plus", officer_remove: "cross", focal_point_add: "plus", seat: "person",
  unseat: "person", key_rotate: "key", officer_rekey: "key", recovery_set: "key", policy: "shield-tick", peer_verified: "shield-tick" };

/** A name in its own direction, also in the middle of a sentence. */
export const own = (text) => `\u2068${text}\u2069`;

const listed = (names) => new Intl.ListFormat(language(), { type: "conjunction" }).format(names.map(own));

/** @returns {string} the name of a country in the page's language */
export function countryName(code) {
  return new Intl.DisplayNames([language()], { type: "region", fallback: "code" }).of(code) ?? code;
}

/** @returns {string} e.g. “12 March 2026” */
export const day = (iso) => new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(new Date(iso));

const person = (chain, id) => own(chain.officers.get(id)?.name ?? id);
const post = (chain, id) => own(chain.focalPoints.get(id)?.name ?? id);
/** @returns {string[]} names of the posts whose key a statement replaces */
export const turned = (chain, body) => (body.rotations ?? []).map((one) => chain.focalPoints.get(one.focal_point)?.name ?? "");

/** @param {import("../../hub/encryption/chain.js").ChainState} chain after it @returns {string} what a statement says */
export function sentence(chain, { kind, body }) {
  const words = {
    name: body.officer ? person(chain, body.officer) : "",
    names: listed((body.admins ?? []).map((one) => one.name)),
    post: body.focal_point ? post(chain, body.focal_point) : "",
    role: body.role ? t(`role.${body.role}`) : "",
    posts: listed(turned(chain, body)),
    country: body.country ? own(countryName(body.country)) : "",
  };
  return t(kind === "policy" ? `said.policy_${body.policy}` : `said.${kind}`, words);
}

/** @returns {Promise<Map<string, string>>} the officer behind each keyid that ever signed for the country */
async function signersOf(chain) {
  const keys = [...chain.officers.values()].flatMap((one) => one.keys.map(([, { sig }]) => ({ sig, name: one.name })));
  return new Map(await Promise.all(keys.map(async ({ sig, name }) => [await keyid(sig), name])));
}

function line(chain, said, by) {
  const names = said.kind === "key_rotate" ? [] : turned(chain, said.body);
  const signed = t("said.by", { name: listed(by) });
  return make("li", { dataset: { proof: "good", kind: said.kind } },
    make("span", { class: "dot" }, icon(DRAWINGS[said.kind] ?? "dot")),
    make("h3", {}, sentence(chain, said)),
    names.length ? make("p", { class: "small" }, t("said.keys_turned", { posts: listed(names) })) : "",
    make("p", { class: "small quiet" }, make("time", { datetime: said.created }, moment(said.created)), ` · ${signed}`));
}

/** @param {import("../../hub/encryption/chain.js").ChainState} chain @param {object[]} envelopes verified
 * @returns {Promise<HTMLElement[]>} newest first */
export async function history(chain, envelopes) {
  const said = await Promise.all(envelopes.map(readStatement));
  const known = await signersOf(chain);
  const by = envelopes.map((one) => signers(one).map((name) => known.get(name) ?? name));
  return said.map((one, at) => line(chain, one, by[at])).reverse();
}
