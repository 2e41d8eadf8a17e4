/** The country's recovery kit: which posts it opens, worked out from the signed chain; the kit itself is made by the program. */
import { readStatement } from "../../hub/encryption/index.js";
import { about, bdi, icon, make, notice } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { again, chainOf, historyOf } from "../../hub/js/trust.js";
import { replaceKey } from "./passing.js";
import { showProblem } from "./signing.js";
import { day, own } from "./statements.js";

const part = (name) => document.getElementById(name);
const admin = about().admin === "yes";

async function setBy() {
  const said = await Promise.all((await historyOf(about().country)).map(readStatement));
  return said.filter((one) => one.kind === "recovery_set").at(-1);
}

function postLine(post, since, renew) {
  const opens = post.since.get(post.current) > since;
  const act = opens || !admin ? "" : make("button", { type: "button", class: "button second small", onclick: () => renew(post.focalPoint) },
    icon("key"), t("kit.replace"));
  return make("li", { dataset: { opens: String(opens) } }, make("span", { class: "who" }, bdi(post.name), " ",
    make("span", { class: "tag" }, t(opens ? "kit.opens" : "kit.not_yet"))), act);
}

async function renew(post) {
  part("said-here").replaceChildren(notice("", t("signing.working")));
  try {
    await replaceKey(post);
    await again(about().country);
    await show();
    part("said-here").replaceChildren(notice("good", t("kit.replaced")));
    say(t("kit.replaced"));
  } catch (error) {
    showProblem(part("said-here"), error);
  }
}

async function show() {
  const chain = await chainOf(about().country);
  if (!chain.recovery) return part("standing").replaceChildren(notice("warn", t("kit.none")));
  const { created, by, seq } = await setBy();
  const words = t("kit.set", { when: day(created), name: own(chain.officers.get(by)?.name ?? by) });
  return part("standing").replaceChildren(notice("good", words),
    make("ul", { class: "people after", role: "list" }, ...[...chain.focalPoints.values()].map((post) => postLine(post, seq, renew))));
}

await show().catch((error) => showProblem(part("standing"), error));
