/** Identities sealed apart: found among the acts, and opened only when somebody asks for it, after a warning. */
import { openFile, parse } from "../encryption/index.js";
import { form, words } from "./forms.js";
import { bdi, icon, make, notice } from "./page.js";
import { partOf } from "./streams.js";
import { t } from "./texts.js";
import { IDENTITIES_TYPE, IDENTITY } from "./victims_apart.js";

export { IDENTITIES_TYPE };

const CARRY = ["mla.draft", "mla.file_note", "mla.share_draft", "mla.transmit", "mla.identities"];

/** @typedef {{act: object, opened: object, entry: object}} Place where the identities are; they are not opened yet */

/** @returns {?Place} in an act that was opened */
export function identitiesIn(act, opened) {
  const entry = opened.body.files.find(({ type }) => type === IDENTITIES_TYPE);
  return entry ? { act, opened, entry } : null;
}

/**
 * @param {object[]} acts in order @param {function(object): Promise<object>} open
 * @returns {Promise<?Place>} the newest word on who the persons are
 */
export async function newestAmong(acts, open) {
  for (const act of [...acts].reverse()) {
    if (!CARRY.includes(act.proof.manifest.kind)) continue;
    const found = identitiesIn(act, await open(act));
    if (found) return found;
  }
  return null;
}

/** @param {import("./case.js").Case} found @returns {Promise<?{file: function(): Promise<object>, identities: function(): Promise<object>}>} */
export async function newestIdentities(found) {
  const place = await newestAmong(found.acts, (act) => found.open(act));
  return place && { file: () => fileOf(place), identities: () => read(place) };
}

const blobOf = async ({ act, opened, entry }) => openFile(opened, entry.n, await partOf(act, entry.n));

/** @returns {Promise<{name: string, type: string, blob: Blob}>} to attach to another act */
export const fileOf = async (place) => ({ name: place.entry.name, type: place.entry.type, blob: await blobOf(place) });

/** @returns {Promise<{persons: object[]}>} victims.json */
export async function read(place) {
  return parse(new Uint8Array(await (await blobOf(place)).arrayBuffer()));
}

function person(one, fields) {
  const lines = IDENTITY.filter((name) => one[name]).flatMap((name) => {
    const value = one[name] === true ? t("request.yes") : bdi(one[name]);
    return [make("dt", {}, words(fields.find(({ id }) => id === name).label)), make("dd", {}, value)];
  });
  return make("div", { class: "card" }, make("h4", {}, bdi(one.label)), make("dl", { class: "facts" }, ...lines));
}

async function open(place, box) {
  const [identities, definition] = await Promise.all([read(place), form("mla_request")]);
  const { fields } = definition.sections.flatMap((section) => section.fields).find(({ id }) => id === "persons");
  box.replaceChildren(...identities.persons.map((one) => person(one, fields)));
  box.tabIndex = -1;
  box.focus();
}

/** @returns {?HTMLElement} a closed box with a warning for the identities in an act; never printed */
export function identitiesBox(act, opened) {
  const place = identitiesIn(act, opened);
  if (!place) return null;
  const box = make("div", { class: "identities no-print" });
  const fail = (error) => box.append(notice("bad", error.code && !error.status ? t("files.bad") : error.message));
  const button = make("button", { type: "button", class: "button second small", onclick: () => open(place, box).catch(fail) },
    icon("lock"), t("victims.open"));
  box.append(notice("warn", t("victims.veiled"), button));
  return box;
}
