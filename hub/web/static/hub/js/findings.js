/** What the rules say of a form: the summary on top, and the focus on the field that must be mended. */
import { words } from "./forms.js";
import { icon, make } from "./page.js";
import { t } from "./texts.js";

const drawing = { block: "cross", warn: "warning", hint: "info" };

/** @param {{level: string, field: string, message: object, source: string}} finding */
export function line(finding, go) {
  const link = make("a", { href: "#main", onclick: (event) => { event.preventDefault(); go(finding.field); } }, words(finding.message));
  return make("li", { class: finding.level }, icon(drawing[finding.level]),
    make("span", {}, link, " ", make("span", { class: "rule" }, finding.source)));
}

/** Error summary above the form, linked to the fields; takes the focus. */
export function summary(place, findings, go) {
  const box = make("div", { class: "summary", role: "alert", tabindex: -1 }, make("h2", {}, t("send.check")),
    make("ul", { class: "findings", role: "list" }, ...findings.map((one) => line(one, go))));
  place.replaceChildren(box);
  box.focus();
}

/** Put the focus on a control and mark it. */
export function mark(control) {
  if (!control) return;
  control.setAttribute("aria-invalid", "true");
  control.addEventListener("input", () => control.removeAttribute("aria-invalid"), { once: true });
  control.focus();
  control.scrollIntoView({ block: "center" });
}

/**
 * Say what a form lacks, each line linked to its control. @param {[string, HTMLElement][]} lacking words and control
 * @returns {boolean} whether anything is lacking
 */
export function lacks(place, lacking) {
  const findings = lacking.map(([text], i) => ({ level: "block", field: String(i), message: { en: text }, source: "" }));
  if (findings.length) summary(place, findings, (field) => mark(lacking[Number(field)][1]));
  return findings.length > 0;
}
