/** Who was invited, who answered, and whether the answer comes from the person who was given the code. */
import { bdi, icon, make, notice } from "../../hub/js/page.js";
import { moment, say, t } from "../../hub/js/texts.js";
import { invitations, judge } from "./inviting.js";
import { addOfficer, seat } from "./passing.js";
import { own } from "./statements.js";
import { Waits, showProblem } from "./signing.js";

const place = document.getElementById("answers");

const where = (chain, { role, focal_point }) =>
  t("officers.as_at", { role: t(`role.${role}`), post: own(chain.focalPoints.get(focal_point)?.name ?? "?") });

async function admit(row, joining, chain, box, done) {
  box.replaceChildren(notice("", t("signing.working")));
  try {
    await addOfficer(joining);
    await seat(joining.officer, row.focal_point, row.role);
    say(t("officers.admitted", { name: joining.name }));
    await done(t("officers.admitted", { name: own(joining.name) }));
  } catch (error) {
    if (error instanceof Waits) return done(error.message);
    showProblem(box, error);
  }
  return null;
}

function genuine(chain, row, joining, done) {
  const box = make("div", { class: "stack" });
  const button = make("button", { type: "button", class: "button", onclick: () => admit(row, joining, chain, box, done) },
    icon("tick"), t("officers.admit", { name: own(joining.name) }));
  const invited = `${row.name}, ${row.email}`, told = `${joining.name}, ${row.answer.email}`;
  const renamed = invited === told ? "" : notice("warn", t("officers.renamed", { invited: own(invited), name: own(told) }));
  box.append(notice("good", t("officers.genuine")), renamed, make("p", {}, button));
  return box;
}

async function verdict(chain, row, done) {
  try {
    const { verdict: found, joining } = await judge(row);
    if (found === "genuine") return genuine(chain, row, joining, done);
    return notice(found === "another" ? "" : "bad", t(`officers.${found}`, { email: row.email }));
  } catch (error) {
    const box = make("div");
    showProblem(box, error);
    return box;
  }
}

function heading(chain, row) {
  const { name, email } = row.answer ?? row;
  return [make("h3", {}, bdi(name)), make("p", { class: "small quiet" }, bdi(email), " · ", where(chain, row))];
}

async function answered(chain, row, done) {
  return make("li", { class: "card stack" }, ...heading(chain, row), await verdict(chain, row, done));
}

function waiting(chain, row) {
  const late = new Date(row.expires) < new Date();
  const words = t(late ? "officers.expired" : "officers.until", { when: moment(row.expires) });
  return make("li", {}, make("span", { class: "who" }, bdi(row.name), " ", make("span", { class: "small quiet" }, where(chain, row))),
    make("span", { class: "small quiet" }, words));
}

/** Somebody who is added and has no seat yet: where two administrators sign, each step waits by itself. */
function neverSeated(chain, { answer }) {
  const officer = chain.officers.get(answer?.officer);
  return Boolean(officer) && officer.removedSeq === null && chain.seats.every((one) => one.officer !== officer.officer);
}

/**
 * @param {import("../../hub/encryption/chain.js").ChainState} chain the own, verified
 * @param {function(string): Promise<void>} done called after somebody was admitted
 */
export async function showAnswers(chain, done) {
  const rows = (await invitations()).filter((row) => !row.closed || neverSeated(chain, row));
  const came = await Promise.all(rows.filter((row) => row.answer).map((row) => answered(chain, row, done)));
  const open = rows.filter((row) => !row.answer).map((row) => waiting(chain, row));
  place.replaceChildren(
    came.length ? make("h2", {}, t("officers.answered")) : "",
    came.length ? make("ul", { class: "stack", role: "list" }, ...came) : "",
    open.length ? make("details", { class: "card" }, make("summary", {}, t("officers.open", { count: open.length })),
      make("ul", { class: "people", role: "list" }, ...open)) : "",
  );
}
