/** The form that invites somebody, and the link it gives, shown once. */
import { make, notice, receive } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { invite } from "./inviting.js";
import { showProblem } from "./signing.js";
import { own } from "./statements.js";

const form = document.getElementById("invite");
const place = document.getElementById("link");

async function copy(link, button) {
  await navigator.clipboard.writeText(link);
  button.textContent = t("officers.copied");
}

function showLink(link, name) {
  const button = make("button", { type: "button", class: "button second small", onclick: () => copy(link, button) }, t("officers.copy"));
  const box = make("div", { class: "notice good", tabindex: "-1" }, make("div", { class: "stack" },
    make("h3", {}, t("officers.hand_over", { name: own(name) })), make("code", { class: "secret", id: "invitation-link" }, link),
    make("p", { class: "small" }, t("officers.hand_how")),
    make("p", { class: "row" }, button, make("button", { type: "button", class: "button second small", onclick: () => print() }, t("officers.print")))));
  place.replaceChildren(box);
  box.focus();
  say(t("officers.hand_over", { name }));
}

function complete(wanted) {
  const empty = ["name", "email"].find((field) => !wanted[field]) ?? (form.elements.email.validity.valid ? null : "email");
  for (const field of ["name", "email"]) form.elements[field].setAttribute("aria-invalid", String(field === empty));
  if (!empty) return true;
  place.replaceChildren(notice("bad", t(`officers.need_${empty}`)));
  form.elements[empty].focus();
  return false;
}

async function send(event, after) {
  event.preventDefault();
  const { name, email, focal_point, role } = Object.fromEntries(new FormData(form));
  const wanted = { name: name.trim(), email: email.trim(), focal_point, role };
  if (!complete(wanted)) return;
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const link = await invite(wanted);
    form.reset();
    await after();
    showLink(link, wanted.name);
  } catch (error) {
    showProblem(place, error);
  }
  button.disabled = false;
}

/** @param {function(): Promise<*>} after called when an invitation was made */
export function listenToInvite(after) {
  if (form) receive(form, (event) => send(event, after));
}
