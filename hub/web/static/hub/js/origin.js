/** Where a draft begins: its newest sealed version, an own request to another State, or what this device kept. */
import { openFile } from "../encryption/index.js";
import { readCase } from "./case.js";
import { CONTENT_TYPE, contentOf } from "./letter.js";
import { about } from "./page.js";
import { openAct, partOf, readStream } from "./streams.js";
import { IDENTITIES_TYPE, newestAmong } from "./victims.js";

const OURS = [CONTENT_TYPE, IDENTITIES_TYPE];

async function attachments(act, opened) {
  const listed = opened.body.files.filter(({ type }) => !OURS.includes(type));
  return Promise.all(listed.map(async ({ n, name, type }) => new File([await openFile(opened, n, await partOf(act, n))], name, { type })));
}

/**
 * @typedef {object} Origin
 * @property {object} content request.json @property {{subject: string, reference: string}} letter
 * @property {File[]} files @property {?import("./victims.js").Place} place of the identities
 * @property {?import("./case.js").Case} found the request, if this is a new version of its draft
 */

async function origin(acts, open) {
  const act = acts.filter(({ proof }) => proof.manifest.kind === "mla.draft").at(-1);
  const opened = await open(act);
  const place = await newestAmong(acts, open);
  return { content: (await contentOf(act, opened)) ?? {}, letter: opened.body, files: await attachments(act, opened), place };
}

/** @returns {Promise<Origin>} the newest version of the draft that is changed */
export async function fromVersion() {
  const found = await readCase();
  return { ...(await origin(found.file, (act) => found.open(act))), found };
}

// What a supplement asks for is new; everything about the case is the same.
const SUPPLEMENTS = ["earlier"];

/** @returns {Promise<Origin>} the own request that the address names, for another State or as a supplement */
export async function fromRequest() {
  const { sourceFile, country, link } = about();
  const acts = await readStream(sourceFile, [country]);
  const opened = new Map();
  const open = (act) => opened.get(act) ?? opened.set(act, openAct(act)).get(act);
  const { content, letter, ...rest } = await origin(acts, open);
  const { overrides: _overrides, ...kept } = content;
  return { ...rest, found: null, letter: { subject: letter.subject, reference: letter.reference },
    content: SUPPLEMENTS.includes(link) ? { ...kept, measures: [] } : kept };
}

/** What links a new draft to others, and the case they share. @returns {{case: ?string, links: object[]}} */
export function relation() {
  const { source, sourceCase, link, information } = about();
  if (information) return { case: null, links: [{ request: information, kind: "information" }] };
  if (source) return { case: sourceCase || source, links: [{ request: source, kind: link }] };
  return { case: null, links: [] };
}
