/** The panel of members: who reads this, since when, whom this device believes; who is proposed. */
import { bdi, icon, make } from "../../hub/js/page.js";
import { day, t } from "../../hub/js/texts.js";
import { peerState } from "../../hub/js/trust.js";
import { atWork, bodyOf, standingOf } from "./acts.js";
import { nameOf } from "./directory.js";
import { doing, follow, refusal, written } from "./panel.js";

const dateOf = (context, seq) => context.acts.find(({ proof }) => proof.manifest.seq === seq)?.proof.manifest.created.slice(0, 10);

function since(context, post) {
  const from = context.standing?.members[post];
  if (from === 0) return t("members.beginning");
  const when = from === undefined ? null : dateOf(context, from);
  return when ? t("members.since", { day: day(when) }) : "";
}

async function peer(country) {
  const state = await peerState(country).catch(() => "changed");
  const drawn = state === "changed" ? "warning" : state === "unverified" ? "shield" : "shield-tick";
  return make("span", { class: `peer ${state === "own" ? "verified" : state}`, dataset: { peerOf: country } }, icon(drawn), t(`trust.peer_${state}`));
}

async function row(context, member) {
  const { focalPoint, country, countryName, name } = member;
  return make("li", { dataset: { member: focalPoint } }, make("div", { class: "who" }, make("b", {}, bdi(countryName)),
    focalPoint === context.own ? make("span", { class: "small quiet" }, ` ${t("poll.you")}`) : "",
    make("p", { class: "small quiet" }, bdi(name)), make("p", { class: "small quiet" }, since(context, focalPoint))), await peer(country));
}

/** Who has left is not among the hub's members any more; the page brought everybody who was ever on it. */
const countryOf = (context, post) =>
  context.reading.posts().find(({ focal_point: one }) => one === post)?.country_name ?? context.member(post).countryName;

function gone(context) {
  const posts = Object.keys(context.standing?.left ?? {});
  if (posts.length === 0) return "";
  return make("p", { class: "small quiet" }, t("members.left", { who: posts.map((post) => countryOf(context, post)).join(", ") }));
}

const answer = (context, proposal, word) =>
  context.send({ kind: "thread.agree", facts: { proposal, answer: word }, body: { text: "" } });

const STATES = { agreed: "tick", refused: "cross", waiting: "clock" };

/** @returns {"agreed"|"refused"|"waiting"} by the answers of the other countries */
function stateOf(context, { by, answers, ended }) {
  if (ended === "no" || Object.values(answers).includes("no")) return "refused";
  const others = new Set(context.receivers().map(({ country }) => country));
  others.delete(context.member(by).country);
  Object.keys(answers).forEach((post) => others.delete(context.member(post).country));
  return others.size === 0 ? "agreed" : "waiting";
}

const answeredByUs = (context, { answers }) => Object.keys(answers)
  .some((post) => context.member(post).country === context.member(context.own).country);

function choices(context, id, proposal, state) {
  const ours = context.member(context.own).country === context.member(proposal.by).country;
  if (!atWork(context)) return [];
  if (state === "agreed" && proposal.by === context.own) {
    return [make("a", { class: "button small", href: `/threads/${context.thread.id}/admit/?proposal=${id}` }, t("members.admit_now"))];
  }
  if (state !== "waiting" || ours || answeredByUs(context, proposal)) return [];
  return [doing(t("members.agree"), () => answer(context, id, "yes"), "small"), doing(t("members.disagree"), () => answer(context, id, "no"))];
}

async function proposed(context, [id, proposal]) {
  const body = await bodyOf(context, proposal.event, { kind: "thread.propose", post: proposal.by, facts: { proposal: id, post: proposal.post } });
  const state = stateOf(context, proposal);
  const n = proposal.shared.length;
  return make("li", { dataset: { proposal: id, state } }, make("div", { class: "who" },
    make("b", {}, t("members.proposed", { who: context.member(proposal.by).countryName })), make("p", {}, bdi(await nameOf(proposal.post))),
    body.text ? written(body.text) : "", make("p", { class: "small quiet" }, n ? t("members.would_read", { n }) : t("members.from_now")),
    make("p", { class: "status small" }, icon(STATES[state]), t(`members.${state}`))), ...choices(context, id, proposal, state));
}

// What led to an admission, or whose proposer left, is over; a refusal stays to be read.
const waiting = (context) => Object.entries(standingOf(context).proposals).filter(([, { ended }]) => ["", "no"].includes(ended));

async function draw(context) {
  const rows = await Promise.all(context.receivers().map((member) => row(context, member)));
  const open = await Promise.all(waiting(context).map((one) => proposed(context, one).catch((error) => make("li", {}, refusal(error)))));
  const { policy } = standingOf(context);
  return [
    make("ul", { class: "people", role: "list" }, ...rows), gone(context),
    ...(open.length ? [make("h3", {}, t("members.proposals")), make("ul", { class: "people", role: "list" }, ...open)] : []),
    make("p", { class: "rule" }, t(`members.policy_${policy}`)),
    atWork(context) ? make("a", { class: "button second small", href: `/threads/${context.thread.id}/admit/` }, icon("plus"),
      t(policy === "every" ? "members.propose" : "members.admit")) : "",
  ].filter(Boolean);
}

const key = (context) => {
  const { policy, proposals } = standingOf(context);
  return [context.receivers(), policy, proposals, context.standing?.left, atWork(context)];
};

/** @param {HTMLElement} place @param {import("./context.js").Context} context */
export const mount = (place, context) => follow(place, context, t("members.heading"), () => key(context), () => draw(context));
