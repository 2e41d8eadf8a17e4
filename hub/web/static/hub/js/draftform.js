/** The drafting form as content: read from its fields, shown in them, and found again by a finding's path. */
import { at } from "./forms.js";
import { addRow, entries, fill, offerFiles, offerPersons, refreshFields, said } from "./rows.js";

const LETTER = ["subject", "reference"];
// Where a choice of the main offence is left open, the legal basis says what the request counts as.
const OFFENCES = { tip: "tip", som: "som", uncac: "corruption" };

export class DraftForm {
  /** @param {HTMLFormElement} form @param {import("./chosen.js").Chosen} files */
  constructor(form, files) {
    Object.assign(this, { form, files, overrides: [], versionOne: false });
    form.addEventListener("change", ({ target }) => agree(target));
  }

  get plain() {
    return [...this.form.querySelectorAll("[data-path]")].filter((one) => !one.closest("[data-row]"));
  }

  get boxes() {
    return [...this.form.querySelectorAll("[data-rows]")];
  }

  /** @returns {object} request.json with everybody's identity in it */
  content() {
    const made = said(this.plain.filter((one) => !LETTER.includes(one.dataset.path)), { v: 2 });
    for (const box of this.boxes) made[box.dataset.rows] = entries(box);
    if (this.overrides.length) made.overrides = this.overrides;
    return { ...made, wanted_by: made.wanted_by ?? null };
  }

  /** @returns {{subject: string, reference: string}} */
  letter() {
    return Object.fromEntries(LETTER.map((one) => [one, this.form.querySelector(`[data-path="${one}"]`).value]));
  }

  /** @returns {string} what the request counts as */
  offence(made) {
    return made.offence ?? OFFENCES[made.legal_basis] ?? "other";
  }

  show(made, letter) {
    for (const control of this.plain) fill(control, at(LETTER.includes(control.dataset.path) ? letter : made, control.dataset.path));
    for (const box of this.boxes) {
      box.querySelector(".entries").replaceChildren();
      for (const entry of made[box.dataset.rows] ?? []) addRow(box, entry);
    }
    for (const code of this.form.querySelectorAll('[data-row] [data-path="code"]')) if (code.value) agree(code);
    this.overrides = made.overrides ?? [];
    this.refresh();
  }

  /** After any change: fields that appear, and lists that follow what was written elsewhere. */
  refresh() {
    refreshFields(this.form, this.content());
    offerPersons(this.form);
    offerFiles(this.form, this.files.chosen.map(({ name }) => name));
  }

  /** The control a finding speaks of: "measures.0.records.from" or "conducting.name". */
  controlAt(path) {
    const [rows, index, ...inner] = path.split(".");
    const box = this.form.querySelector(`[data-rows="${CSS.escape(rows)}"]`);
    if (!box) return this.form.querySelector(`[data-path="${CSS.escape(path)}"]`);
    const row = box.querySelectorAll("[data-row]")[Number(index)];
    return row?.querySelector(`[data-path="${CSS.escape(inner.join("."))}"]`) ?? box.querySelector("[data-add]");
  }
}

/** The kind of measure and the letter of article 18(3) follow each other. */
function agree(control) {
  const row = control.closest("[data-row]");
  const [module, code] = ["module", "code"].map((path) => row?.querySelector(`[data-path="${path}"]`));
  if (!module || !code || ![module, code].includes(control)) return;
  const codes = module.selectedOptions[0]?.dataset.codes?.split(" ") ?? [];
  if (control === module && module.value && !codes.includes(code.value)) [code.value] = codes;
  if (control === code && code.value && !codes.includes(code.value)) module.value = usual(module, code.value);
}

function usual(module, code) {
  if (code === "18.3.i") return "other";
  return [...module.options].find((one) => one.dataset.codes === code)?.value ?? "";
}
