/** Cases of events: sealed here, opened there, and the other way round. */
import * as hub from "/hub/encryption/index.js";
import { importPrivate, kemPublic } from "/hub/encryption/keys.js";
import { foldAll } from "/page/chains.js";

const { b64, unb64 } = hub;

const fileOf = ({ name, type, data }) => new File([unb64(data)], name, { type });
const blobBytes = async (blob) => b64(new Uint8Array(await blob.arrayBuffer()));

async function focalPointKeys(focalPoint, secrets) {
  const generations = new Map();
  for (const [generation, secret] of Object.entries(secrets)) {
    const kem = await importPrivate("X25519", unb64(secret));
    generations.set(Number(generation), { kem, public: await kemPublic(kem) });
  }
  return new hub.FocalPointKeys(focalPoint, generations);
}

export async function buildEvent({ secret, files, recipients, withCommitment, ...request }) {
  const keys = await hub.keysFromBytes(unb64(secret.kem), unb64(secret.sig));
  const seen = [];
  const built = await hub.buildEvent({
    ...request, keys, files: files.map(fileOf), onProgress: (step) => seen.push(step),
    recipients: recipients.map(({ kem, ...address }) => ({ ...address, kem: unb64(kem) })),
    facts: withCommitment ? async (body) => ({ commitment: await hub.commitment(body) }) : request.facts,
  });
  const parts = await Promise.all(built.parts.map(async ({ blob, ...part }) => ({ ...part, data: await blobBytes(blob) })));
  return { envelope: built.envelope, wraps: built.wraps, hash: built.hash, body: built.body, parts, progress: seen };
}

export async function openEvent({ envelope, wraps, senderSig, focalPoint, secrets, parts }) {
  const opened = await hub.openEvent({
    envelope, wraps, senderSig: unb64(senderSig), focalPoint, part0: new Blob([unb64(parts[0])]),
    focalPointKeys: await focalPointKeys(focalPoint, secrets),
  });
  const files = await Promise.all(opened.body.files.map(async ({ n }) => {
    const blob = await hub.openFile(opened, n, new Response(unb64(parts[n])).body);
    return { data: await blobBytes(blob), type: blob.type };
  }));
  return { hash: opened.hash, body: opened.body, files, key: b64(opened.key) };
}

/** As a page would: chains first, then the sender's key from them, then opening. */
export async function readStream({ events, chains, hub: name, focalPoint, secrets }) {
  const verified = await hub.verifyStream(events, await foldAll(chains, name), name);
  const keys = await focalPointKeys(focalPoint, secrets);
  return Promise.all(verified.map(async ({ senderSig }, i) => {
    const { envelope, wraps, parts } = events[i];
    const opened = await hub.openEvent({ envelope, wraps, senderSig, focalPoint, focalPointKeys: keys,
      part0: unb64(parts[0]) });
    return opened.body.subject;
  }));
}

/** Sealed by this page, then signed again with some things changed; the files' parts are the ones made first. */
export async function sealAgain({ build, changes, focalPoint, secrets, tamper }) {
  const keys = await hub.keysFromBytes(unb64(build.secret.kem), unb64(build.secret.sig));
  const withKeys = (list) => list.map(({ kem, ...address }) => ({ ...address, kem: unb64(kem) }));
  const built = await hub.buildEvent({ ...build, keys, files: build.files.map(fileOf), recipients: withKeys(build.recipients) });
  const [letter, ...files] = built.parts;
  const again = await hub.sealAgain({
    keys, focalPoint, focalPointKeys: await focalPointKeys(focalPoint, secrets), envelope: built.envelope, wraps: built.wraps,
    letter: tamper ? { ...letter, blob: new Blob([new Uint8Array(letter.length)]) } : letter,
    sender: build.sender, created: build.created, ...changes, recipients: withKeys(changes.recipients ?? build.recipients),
  });
  const parts = await Promise.all([again.letter, ...files].map(({ blob }) => blobBytes(blob)));
  return { envelope: again.envelope, wraps: again.wraps, hash: again.hash, parts, sameLetter: again.letter === letter };
}
