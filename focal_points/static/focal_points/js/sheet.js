/** The printed sheet: account secret and recovery code, shown once, and the proof that they were kept. */
import { icon, make, notice } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";

const GROUP = 4;

const line = (label, hint, code, id) => make("div", {}, make("h3", {}, label), make("p", { class: "small quiet" }, hint),
  make("code", { class: "secret", id }, code));

/** The piece of a code that must be typed: its fourth group. @returns {string} */
const piece = (code) => code.split("-")[GROUP];

function proof(code, done) {
  const input = make("input", { id: "kept", class: "codes short", autocomplete: "off", spellcheck: "false", "aria-describedby": "kept-hint" });
  const said = make("div", { role: "alert" });
  const form = make("form", { class: "stack", novalidate: true },
    make("div", { class: "field" }, make("label", { for: "kept" }, t("sheet.prove", { number: GROUP })),
      make("p", { class: "hint", id: "kept-hint" }, t("sheet.prove_hint")), input), said,
    make("button", { class: "button" }, t("sheet.kept")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const right = input.value.trim().toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0") === piece(code);
    input.setAttribute("aria-invalid", String(!right));
    if (right) return done(said, form.querySelector("button"));
    said.replaceChildren(notice("bad", t("sheet.not_kept", { number: GROUP })));
    return input.focus();
  });
  return form;
}

/**
 * @param {{secret: ?string, recovery: ?string, whose: string}} codes in their printed form; null: the old one stays
 * @param {function(HTMLElement, HTMLButtonElement): void} done called with a place for words and the button, once the proof is typed
 */
export function sheet({ secret, recovery, whose }, done) {
  return make("div", { class: "stack" },
    make("section", { class: "card stack" }, make("h2", { id: "sheet-title", tabindex: "-1" }, t("sheet.title")), make("p", {}, t("sheet.why")),
      make("p", { class: "small" }, whose),
      secret ? line(t("sheet.secret"), t("sheet.secret_hint"), secret, "account-secret") : "",
      recovery ? line(t("sheet.recovery"), t("sheet.recovery_hint"), recovery, "recovery-code") : "",
      make("p", {}, make("button", { type: "button", class: "button second", onclick: () => print() }, icon("file"), t("sheet.print")))),
    proof(recovery ?? secret, done));
}
