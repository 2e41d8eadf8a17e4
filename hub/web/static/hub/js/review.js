/** What the rules say of the draft: what is needed, what would be better, and what was left with a reason. */
import { evaluate, score } from "./completeness.js";
import { line } from "./findings.js";
import { make, notice } from "./page.js";
import { t } from "./texts.js";

const part = (id) => document.getElementById(id);
const heading = (text) => make("li", {}, make("b", {}, text));
const same = (finding) => (one) => one.rule === finding.id && one.entry === finding.entry;

export class Review {
  /** @param {import("./draftform.js").DraftForm} draft @param {function(string): void} go @param {function(): void} changed */
  constructor(draft, go, changed) {
    Object.assign(this, { draft, go, changed, about: {}, open: null, said: "" });
  }

  /** @returns {object[]} the findings, after showing them; the subject line is read along with the texts */
  show(definition) {
    const content = { ...this.draft.content(), ...this.draft.letter() };
    const findings = evaluate(definition, content, this.about);
    const must = findings.filter(({ level }) => level === "block");
    const rest = findings.filter(({ level }) => level !== "block");
    this.list(must, rest.filter(({ reason }) => !reason));
    this.left(rest.filter(({ reason }) => reason));
    const points = score(definition, content, this.about);
    part("score").value = points;
    part("score-text").textContent = t("draft.score", { score: points });
    return findings;
  }

  list(must, should) {
    // Leaving a field checks again: a finding that is just being clicked must not be drawn anew under the pointer.
    const said = JSON.stringify([must, should]);
    if (said === this.said || this.open?.node.contains(document.activeElement)) return;
    this.said = said;
    const lines = must.length ? [heading(t("draft.must")), ...must.map((one) => line(one, this.go))] : [notice("good", t("draft.complete"))];
    if (should.length) lines.push(heading(t("draft.should")), ...should.map((one) => this.softLine(one)));
    part("findings").replaceChildren(...lines.map((one) => (one.tagName === "LI" ? one : make("li", { class: "whole" }, one))));
  }

  softLine(finding) {
    const node = line(finding, this.go);
    const button = make("button", { type: "button", class: "button plain small", onclick: () => this.ask(node, finding) }, t("draft.leave"));
    node.lastElementChild.append(" ", button);
    return node;
  }

  /** Ask for the reason, in place. */
  ask(node, finding) {
    const id = `why-${finding.id}-${finding.entry}`;
    const text = make("textarea", { id, rows: 2, maxlength: 1000, dir: "auto", "aria-describedby": `${id}-hint` });
    const keep = () => text.value.trim() && this.keep(finding, text.value.trim());
    const box = make("div", { class: "reason" }, make("label", { for: id }, t("draft.reason")),
      make("p", { class: "hint", id: `${id}-hint` }, t("draft.reason_hint")), text,
      make("div", { class: "row" }, make("button", { type: "button", class: "button small", onclick: keep }, t("draft.keep_reason")),
        make("button", { type: "button", class: "button plain small", onclick: () => this.close() }, t("draft.cancel"))));
    node.lastElementChild.append(box);
    this.open = { node };
    text.focus();
  }

  close() {
    this.open = null;
    this.said = "";
    this.changed();
    part("complete-title").focus();
  }

  keep(finding, reason) {
    const others = this.draft.overrides.filter((one) => !same(finding)(one));
    this.draft.overrides = [...others, { rule: finding.id, entry: finding.entry, reason }];
    this.close();
  }

  left(kept) {
    part("left").hidden = kept.length === 0;
    part("left-title").textContent = t("draft.left", { count: kept.length });
    part("left-list").replaceChildren(...kept.map((one) => this.keptLine(one)));
  }

  keptLine(finding) {
    const node = line(finding, this.go);
    const again = () => {
      this.draft.overrides = this.draft.overrides.filter((one) => !same(finding)(one));
      this.close();
    };
    node.lastElementChild.append(make("p", { class: "said", dir: "auto" }, finding.reason),
      make("button", { type: "button", class: "button plain small", onclick: again }, t("draft.mend")));
    return node;
  }
}
