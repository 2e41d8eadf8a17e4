/** A hit is shown as true only if the other post's officer signed the very token that this post has. */
import { Tampered } from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import * as keys from "../../hub/js/keys.js";
import { about, alarm } from "../../hub/js/page.js";
import { openAct, readAct, readSingly } from "../../hub/js/streams.js";
import { sentence, streamWarning } from "../../hub/js/warnings.js";
import { keyOf, readPair, tokenOf } from "./pairs.js";

const part = (id) => document.getElementById(id);

async function check() {
  const { focalPoint, country, peer, peerCountry } = about();
  const { pair, own, theirs } = await get(`deconfliction/hits/${about().request}/`);
  const found = await readPair(pair, [[focalPoint, country], [peer, peerCountry]]);
  const { body } = await openAct(await readAct(own.head.stream, own.head.event, [country]));
  const token = await tokenOf(await keyOf(found), pair, body.fields.type, body.subject);
  const [{ proof: { manifest } }] = await readSingly([theirs], theirs.stream, [peerCountry]);
  const good = manifest.kind === "blind.register" && manifest.sender.focal_point === peer
    && manifest.facts.pair === pair && manifest.facts.token === token;
  if (!good) throw new Tampered("false-hit", "the other side did not register the same");
  return body;
}

async function begin() {
  if ((await keys.held()) === null) return keys.askToUnlock();
  const { subject, reference } = await check();
  part("identifier").textContent = subject;
  part("case").textContent = reference;
  part("proved").hidden = false;
  return undefined;
}

await begin().catch((error) => alarm(streamWarning(error) ?? sentence(error)));
document.body.dataset.ready = "yes";
