/** A large file goes through the page in pieces; says how long it took and how much memory it needed. */
import * as hub from "/hub/encryption/index.js";

const MIB = 1 << 20;

/** Not random, but different in every MiB, so that a piece out of place would show; never whole in memory. */
function largeFile(mebibytes) {
  const piece = new Uint8Array(MIB);
  const pieces = Array.from({ length: mebibytes }, (_, i) => new Blob([piece.fill(i % 251)]));
  return new File([...pieces, new Uint8Array(12345).fill(7)], "exhibit.bin", { type: "video/mp4" });
}

async function timed(work) {
  const from = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - from) / 1000 };
}

const watching = () => {
  const peak = { bytes: 0 };
  const look = () => { peak.bytes = Math.max(peak.bytes, performance.memory?.usedJSHeapSize ?? 0); };
  return { peak, look };
};

export async function largeRoundTrip({ mebibytes, ids, hub: name, created }) {
  const [{ keys }, post] = [await hub.generateKeys(), hub.freshFocalPointKey(name, ids.post, 1)];
  const file = largeFile(mebibytes);
  const { peak, look } = watching();
  const sealing = await timed(async () => hub.buildEvent({
    keys, hub: name, stream: ids.stream, event: ids.event, kind: "mla.draft", seq: 0, prev: "0".repeat(64),
    sender: { focal_point: ids.post, officer: ids.officer, chain_seq: 0 }, handling: "H1", created,
    recipients: [{ focal_point: ids.post, generation: 1, kem: await post.kemPublic() }],
    body: { subject: "Exhibit", reference: "1", text: "", fields: {} }, files: [file], onProgress: look,
  }));
  const { envelope, wraps, parts } = sealing.value;
  const generations = new Map([[1, { kem: await post.kemPrivate() }]]);
  const opened = await hub.openEvent({ envelope, wraps, senderSig: keys.public.sig, focalPoint: ids.post,
    focalPointKeys: new hub.FocalPointKeys(ids.post, generations), part0: parts[0].blob });
  const opening = await timed(() => hub.openFile(opened, 1, parts[1].blob, { onProgress: look }));
  return { sealSeconds: sealing.seconds, openSeconds: opening.seconds, peakHeap: peak.bytes,
    size: file.size, same: await sameBytes(file, opening.value), sealed: parts[1].length };
}

async function sameBytes(left, right) {
  if (left.size !== right.size) return false;
  for (let at = 0; at < left.size; at += MIB) {
    const [a, b] = await Promise.all([left, right].map((blob) => blob.slice(at, at + MIB).arrayBuffer()));
    if (!hub.equal(new Uint8Array(a), new Uint8Array(b))) return false;
  }
  return true;
}
