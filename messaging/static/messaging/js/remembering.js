/** What is opened on the page of a conversation goes into the search index of this device. */
import { remember } from "./index.js";
import { officerOf } from "./names.js";

const TOGETHER = 300;

async function entryOf({ act, versions, withdrawn }, context) {
  const { event, seq, sender } = act.proof.manifest;
  if (withdrawn) return { event, gone: true };
  const [{ body }, head] = await Promise.all([context.open(versions.at(-1)), subjectOf(context)]);
  const files = body.files.map(({ name }) => name);
  return {
    event, thread: context.thread.id, seq, at: act.row.at, post: sender.focal_point, sender: await officerOf(act),
    country: context.member(sender.focal_point).countryName, subject: head, text: [body.text, ...files].filter(Boolean).join("\n"),
  };
}

async function subjectOf(context) {
  const { body } = await context.open(await context.fetch(context.thread.head.event));
  return body.subject;
}

/** @param {import("./context.js").Context} context */
export function rememberOpened(context) {
  let [waiting, timer] = [new Map(), 0];
  const write = async () => {
    const opened = [...waiting.values()];
    waiting = new Map();
    const entries = await Promise.all(opened.map((one) => entryOf(one, context).catch(() => null)));
    await remember(entries.filter(Boolean));
  };
  context.on("opened", (one) => {
    waiting.set(one.act.proof.manifest.event, one);
    clearTimeout(timer);
    timer = setTimeout(write, TOGETHER);
  });
}
