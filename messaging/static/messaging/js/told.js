/** Acts that are no messages: who did what, in one line, with the words that came with it. */
import { form, words } from "../../hub/js/forms.js";
import { bdi, icon, make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { markdown } from "./markdown.js";
import { hour, officerOf } from "./names.js";

const DRAWINGS = { admit: "people", leave: "out", close: "closed", reopen: "unlock", link: "file", task: "tick", task_done: "tick", poll: "clock",
  vote: "clock", decide: "clock", propose: "people", agree: "people", ask_consent: "shield", consent: "shield", correct: "pen", withdraw: "withdrawn" };

/** @returns {Promise<string>} what was done, in the words of the table that all readers share */
async function done({ kind }) {
  const table = await form("threads").catch(() => null);
  const found = table?.kinds?.find?.((one) => one.kind === kind) ?? table?.kinds?.[kind];
  return words(found?.done) || kind;
}

async function said(act, context) {
  const { body } = await context.open(act).catch(() => ({ body: null }));
  return body?.text ? [markdown(body.text)] : [];
}

/** @param {import("../../hub/js/streams.js").Act} act @returns {Promise<Node[]>} */
export async function told(act, context) {
  const { manifest } = act.proof;
  const newcomer = manifest.kind === "thread.admit" ? context.member(manifest.facts.post) : null;
  const line = make("p", { class: "line" }, icon(DRAWINGS[manifest.kind.split(".")[1]] ?? "info"),
    make("span", {}, make("b", {}, bdi(await officerOf(act))), " (", bdi(context.member(manifest.sender.focal_point).countryName), "): ", await done(manifest),
      newcomer ? make("span", {}, " ", bdi(t("thread.post", { name: newcomer.name, country: newcomer.countryName }))) : ""),
    make("time", { class: "quiet small", datetime: act.row.at }, hour(act.row.at)));
  return [line, ...(await said(act, context))];
}
