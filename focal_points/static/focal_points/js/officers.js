/** Officers and seats of the own country, from its verified chain; administrators sign changes here. */
import { ROLES, Refused } from "../../hub/encryption/index.js";
import { about, alarm, bdi, icon, make, notice, receive } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { again, chainOf } from "../../hub/js/trust.js";
import { showAnswers } from "./answers.js";
import { ask } from "./dialogs.js";
import { listenToInvite } from "./inviteform.js";
import { addPost, dropWrap, unfinished } from "./newpost.js";
import { postsHeld, remove, replaceKey, seat, unseat } from "./passing.js";
import { showNewKeys } from "./rekeying.js";
import { own } from "./statements.js";
import { Waits, showProblem, state } from "./signing.js";
import { showWaiting } from "./waiting.js";

const part = (name) => document.getElementById(name);
const admin = about().admin === "yes";
const rolesOf = (chain, officer, post) => chain.roles(officer, post, chain.headSeq);
const present = (chain) => [...chain.officers.values()].filter((one) => one.removedSeq === null);
const names = (chain, posts) => posts.map((post) => own(chain.focalPoints.get(post).name)).join(", ");
const list = (...lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));

/** Sign, then show the page anew: with `words`, or saying that it waits for the second administrator. */
const signed = (words, act) => async (form) => {
  try {
    await act(form);
  } catch (error) {
    if (!(error instanceof Waits)) throw error;
    return shown(error.message);
  }
  return shown(words);
};

function askToRemove(chain, officer) {
  const name = own(officer.name);
  const held = postsHeld(chain, officer.officer);
  ask({
    title: t("officers.remove_title", { name }), act: t("officers.remove_act", { name }), grave: true,
    content: [
      make("h3", {}, t("officers.remove_does")),
      list(t("officers.remove_out", { name }), held.length ? t("officers.remove_turns", { posts: names(chain, held) }) : t("officers.remove_none")),
      make("h3", {}, t("officers.remove_not")), list(t("officers.remove_past", { name }), t("officers.remove_acts")),
    ],
    run: signed(t("officers.removed", { name }), () => remove(officer.officer)),
  });
}

function roleChoices(held) {
  return make("fieldset", {}, make("legend", {}, t("officers.roles")), ...ROLES.map((role) => make("label", { class: "choice" },
    make("input", { type: "checkbox", name: "role", value: role, checked: held.includes(role) }),
    make("span", {}, t(`role.${role}`), make("span", { class: "hint" }, t(`role_hint.${role}`))))));
}

async function setRoles(officer, post, held, wanted) {
  for (const role of wanted.filter((one) => !held.includes(one))) await seat(officer, post, role);
  for (const role of held.filter((one) => !wanted.includes(one))) await unseat(officer, post, role);
}

const chosen = (form) => [...form.querySelectorAll("[name=role]:checked")].map((box) => box.value);

function askForRoles(chain, officer, post) {
  const held = rolesOf(chain, officer.officer, post.focalPoint);
  ask({
    title: t("officers.roles_title", { name: own(officer.name), post: own(post.name) }), act: t("officers.roles_act"),
    content: [roleChoices(held), make("p", { class: "small quiet" }, t("officers.roles_note"))],
    run: signed(t("officers.changed"), (form) => setRoles(officer.officer, post.focalPoint, held, chosen(form))),
  });
}

function askForSeat(chain, post) {
  const free = present(chain).filter((one) => rolesOf(chain, one.officer, post.focalPoint).length === 0);
  if (free.length === 0) return part("said-here").replaceChildren(notice("", t("officers.nobody_free")));
  const select = make("select", { id: "whom", name: "whom" }, ...free.map((one) => make("option", { value: one.officer }, one.name)));
  return ask({
    title: t("officers.seat_title", { post: own(post.name) }), act: t("officers.seat_act"),
    content: [make("div", { class: "field" }, make("label", { for: "whom" }, t("officers.whom")), select), roleChoices(["officer"])],
    run: signed(t("officers.changed"), (form) => setRoles(select.value, post.focalPoint, [], chosen(form))),
  });
}

function askToReplace(post) {
  ask({
    title: t("officers.replace_title", { post: own(post.name) }), act: t("officers.replace_act"),
    content: [make("p", {}, t("officers.replace_does"))],
    run: signed(t("officers.replaced"), () => replaceKey(post.focalPoint)),
  });
}

const small = (words, drawing, onclick) => make("button", { type: "button", class: "button plain small", onclick }, icon(drawing), words);

function personLine(chain, officer, post) {
  const roles = rolesOf(chain, officer.officer, post.focalPoint);
  const acts = admin ? [small(t("officers.change_roles"), "pen", () => askForRoles(chain, officer, post)),
    small(t("officers.remove"), "cross", () => askToRemove(chain, officer))] : [];
  return make("li", { dataset: { officer: officer.officer } },
    make("span", { class: "who" }, bdi(officer.name), officer.officer === about().officer ? ` (${t("officers.you")})` : "",
      " ", ...roles.map((role) => make("span", { class: "tag" }, t(`role.${role}`)))), ...acts);
}

function postCard(chain, post) {
  const here = present(chain).filter((one) => rolesOf(chain, one.officer, post.focalPoint).length > 0);
  const acts = admin ? make("p", { class: "row" }, small(t("officers.seat_another"), "plus", () => askForSeat(chain, post)),
    small(t("officers.replace_key"), "key", () => askToReplace(post))) : "";
  return make("section", { class: "card stack" }, make("h3", {}, bdi(post.name)),
    make("p", { class: "small quiet" }, `${t(`type.${post.type}`)} · ${t("officers.key", { number: post.current })}`),
    here.length ? make("ul", { class: "people", role: "list" }, ...here.map((one) => personLine(chain, one, post)))
      : make("p", {}, t("country.nobody")), acts);
}

function withoutSeat(chain) {
  const seated = new Set(chain.seats.filter((one) => one.toSeq === null).map((one) => one.officer));
  const idle = present(chain).filter((one) => !seated.has(one.officer));
  if (idle.length === 0) return "";
  const line = (one) => make("li", {}, make("span", { class: "who" }, bdi(one.name)),
    one.founding ? make("span", { class: "tag" }, t("country.founder")) : "",
    admin ? small(t("officers.remove"), "cross", () => askToRemove(chain, one)) : "");
  return make("section", { class: "card stack" }, make("h3", {}, t("country.no_seat")), make("ul", { class: "people", role: "list" }, ...idle.map(line)));
}

const places = (chain) => chain.seats.filter((one) => one.toSeq === null).map((one) => `${one.focalPoint} ${one.officer} ${one.role}`).sort();

/** Seats as the hub has them must be the signed ones. */
function compareSeats(chain) {
  const told = [...document.querySelectorAll("[data-seat]")].map((one) => one.dataset.seat).sort();
  const posts = [...document.querySelectorAll("[data-post-name]")].every((one) => chain.focalPoints.get(one.dataset.postId)?.name === one.dataset.postName);
  if (!posts || told.join("|") !== places(chain).join("|")) alarm(t("officers.altered"));
}

async function shown(words = "") {
  const chain = words ? await again(about().country) : await chainOf(about().country);
  part("posts").replaceChildren(...[...chain.focalPoints.values()].map((post) => postCard(chain, post)), withoutSeat(chain));
  if (words) {
    part("said-here").replaceChildren(notice("good", words));
    say(words);
  }
  if (admin) await showTasks(chain);
  return chain;
}

/** What waits for this administrator: second signatures, answers, new keys, a post whose first seat is still free. */
async function showTasks(chain) {
  part("policy-number").value = chain.policy;
  await Promise.all([showWaiting(shown), showAnswers(chain, shown), showNewKeys(shown), showUnfinished(chain)]);
}

async function showUnfinished(chain) {
  const post = await unfinished(chain);
  const take = () => signed(t("officers.post_added"), () => takeFirstSeat(post))().catch((error) => showProblem(part("unfinished"), error));
  part("unfinished").replaceChildren(post ? notice("warn", t("officers.first_seat", { post: own(chain.focalPoints.get(post).name) }),
    make("p", {}, make("button", { type: "button", class: "button small", onclick: take }, t("officers.take_seat")))) : "");
}

async function takeFirstSeat(post) {
  await seat(about().officer, post, "admin");
  await dropWrap(post);
}

/** Take a form whose only button signs; `act` is told the form, and what it refuses is said at `place`. */
const signing = (place, words, act) => async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await signed(words, act)(form);
    form.reset();
    part("policy-number").value = (await chainOf(about().country)).policy;
  } catch (error) {
    showProblem(part(place), error);
  }
  button.disabled = false;
};

async function addedPost({ elements: { name, type } }) {
  await takeFirstSeat((await unfinished(await chainOf(about().country))) ?? (await addPost(name.value.trim(), type.value)));
}

const changedPolicy = ({ elements: { policy } }) => state("policy", () => ({ body: { policy: Number(policy.value) } }));

async function begin() {
  compareSeats(await chainOf(about().country));
  if (part("add-post")) receive(part("add-post"), signing("post-said", t("officers.post_added"), addedPost));
  if (part("policy")) receive(part("policy"), signing("policy-said", t("officers.changed"), changedPolicy));
  listenToInvite(() => shown());
  return shown();
}

await begin().catch((error) => {
  part("posts").classList.add("busy");
  if (!(error instanceof Refused)) showProblem(part("said-here"), error);
});
