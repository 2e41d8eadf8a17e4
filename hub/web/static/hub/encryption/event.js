/** Sealing an act: fresh key, parts, wraps, signed manifest. */
import { random } from "./bytes.js";
import { b64, canonical, sha256hex } from "./canonical.js";
import { EVENT, envelopeHash, sign } from "./dsse.js";
import { wrap, wrapInfo } from "./hpke.js";
import { wipe } from "./keys.js";
import { parseBody } from "./body.js";
import { parseManifest } from "./manifest.js";
import { partContext, sealPart } from "./part.js";

export const byFocalPoint = (left, right) => (left.focal_point < right.focal_point ? -1 : 1);

/**
 * @typedef {object} EventRequest
 * @property {import("./keys.js").OfficerKeys} keys of the signing officer
 * @property {string} hub @property {string} stream @property {string} event UUID, new
 * @property {string} kind such as "mla.draft" @property {number} seq @property {string} prev hash, zeros at seq 0
 * @property {{focal_point: string, officer: string, chain_seq: number}} sender
 * @property {{focal_point: string, generation: number, kem: Uint8Array}[]} recipients `kem` from the verified chain
 * @property {{subject: string, reference: string, text: string, fields: object, salt?: string}} body
 * @property {(File|{name: string, type: string, blob: Blob|Uint8Array})[]} [files]
 * @property {object|function(object): (object|Promise<object>)} [facts] plain facts, or made from the finished body
 * @property {"H0"|"H1"|"H2"|"H3"} handling @property {string} created YYYY-MM-DDTHH:MM:SSZ
 * @property {?string} [logSeen] @property {AbortSignal} [signal]
 * @property {function({done: number, total: number}): void} [onProgress] plaintext bytes
 */

const asFile = (file) => (file instanceof File ? { name: file.name, type: file.type, blob: file } : file);

function progress(files, onProgress) {
  const total = files.reduce((sum, { blob }) => sum + (blob.size ?? blob.length), 0);
  let done = 0;
  return (bytes) => {
    done += bytes;
    onProgress?.({ done, total });
  };
}

async function sealFiles(request, key) {
  const files = (request.files ?? []).map(asFile);
  const onBytes = progress(files, request.onProgress);
  const [parts, entries] = [[], []];
  for (const [i, { name, type, blob }] of files.entries()) {
    const context = partContext(request.hub, request.stream, request.event, i + 1, request.keys.public.sig);
    const sealed = await sealPart({ n: i + 1, origin: blob, key, context, onBytes, signal: request.signal });
    parts.push(sealed.part);
    entries.push({ n: i + 1, name, type, size: sealed.size, sha256: sealed.sha256 });
  }
  return { parts, entries };
}

function bodyOf(request, recipients, files) {
  const { subject, reference, text, fields, salt = b64(random(32)) } = request.body;
  const { event, sender } = request;
  const body = { v: 1, event, sender, recipients, subject, reference, text, fields, salt, files };
  return parseBody(canonical(body));
}

/** The event's key for each receiver. @param {{hub: string, stream: string, event: string}} place */
export async function wrapAll(place, recipients, key) {
  return Promise.all(recipients.map(async ({ focal_point, generation, kem }) => {
    const info = wrapInfo(place.hub, place.stream, place.event, focal_point, generation);
    return { focal_point, generation, wrap: b64(await wrap(kem, key, info)) };
  }));
}

const factsOf = async (facts, body) => (typeof facts === "function" ? facts(body) : (facts ?? {}));

async function manifestOf(request, recipients, parts, wraps, body) {
  const { hub, stream, event, kind, seq, prev, sender, handling, created, logSeen = null } = request;
  const listed = parts.map(({ n, length, blocksRoot }) => ({ n, length, blocks_root: blocksRoot }));
  const wraps_sha256 = await sha256hex(canonical(wraps));
  const facts = await factsOf(request.facts, body);
  return { v: 1, suite: 1, hub, stream, event, kind, seq, prev, sender, recipients, parts: listed, wraps_sha256,
    handling, facts, created, log_seen: logSeen };
}

/**
 * Seal and sign one act. Files are read once, in pieces, and come out as Blobs.
 * @param {EventRequest} request
 * @returns {Promise<{envelope: object, wraps: object[], parts: import("./part.js").SealedPart[], manifest: object,
 *   body: object, hash: string}>} `parts[0]` is the body; `hash` is the next event's `prev`
 * @throws {import("./errors.js").Refused}
 */
export async function buildEvent(request) {
  const key = random(32);
  const receivers = [...request.recipients].sort(byFocalPoint);
  const recipients = receivers.map(({ focal_point, generation }) => ({ focal_point, generation }));
  const { parts, entries } = await sealFiles(request, key);
  const body = bodyOf(request, recipients, entries);
  const context = partContext(request.hub, request.stream, request.event, 0, request.keys.public.sig);
  const first = await sealPart({ n: 0, origin: canonical(body), key, context, signal: request.signal });
  const wraps = await wrapAll(request, receivers, key);
  wipe(key);
  const manifest = await manifestOf(request, recipients, [first.part, ...parts], wraps, body);
  const payload = canonical(manifest);
  parseManifest(payload);
  const envelope = await sign(EVENT, payload, [request.keys]);
  return { envelope, wraps, parts: [first.part, ...parts], manifest, body, hash: await envelopeHash(envelope) };
}
