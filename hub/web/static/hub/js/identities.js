/** Identities on the drafting page: veiled until somebody asks, put together again when the draft is saved. */
import { canonical } from "../encryption/index.js";
import { fill } from "./rows.js";
import { make, notice } from "./page.js";
import { t } from "./texts.js";
import { read } from "./victims.js";
import { IDENTITIES_NAME, IDENTITIES_TYPE, IDENTITY, isApart, merge, split } from "./victims_apart.js";

export class Identities {
  #known = null;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    Object.assign(this, { form, place: null, copied: false });
  }

  /** Where they were sealed before. @param {boolean} copied whether that is the file of another request */
  found(place, copied = false) {
    Object.assign(this, { place, copied });
  }

  get rows() {
    return [...this.form.querySelectorAll('[data-rows="persons"] [data-row]')];
  }

  /** Cover the identities of the persons who came from a sealed version without them. */
  veil(persons) {
    if (!this.place) return;
    const bare = persons.filter((one) => isApart(one) && !IDENTITY.some((name) => one[name])).map(({ label }) => label);
    for (const row of this.rows.filter(({ dataset }) => bare.includes(dataset.label))) this.cover(row);
  }

  cover(row) {
    row.dataset.veiled = "yes";
    for (const field of identityFields(row)) field.hidden = true;
    const button = make("button", { type: "button", class: "button second small", onclick: () => this.uncover(row) }, t("victims.open"));
    const box = notice("warn", t("victims.veiled"), button);
    box.dataset.veil = "yes";
    row.firstElementChild.after(box);
  }

  async uncover(row) {
    const { persons } = await this.load();
    const known = persons.find(({ label }) => label === row.dataset.label) ?? {};
    for (const field of identityFields(row)) {
      field.hidden = false;
      fill(field.querySelector("[data-path]"), known[field.dataset.field]);
    }
    delete row.dataset.veiled;
    row.querySelector("[data-veil]").remove();
    row.querySelector('[data-path="name_original"]').focus();
  }

  async load() {
    this.#known ??= await read(this.place);
    return this.#known;
  }

  get veiled() {
    return this.rows.filter(({ dataset }) => dataset.veiled).map(({ dataset }) => dataset.label);
  }

  /** @returns {Promise<?object>} victims.json as it must be sealed now; null if there is nobody to keep apart */
  async whole(content) {
    const persons = this.veiled.length ? merge(content, await this.load()).persons : content.persons;
    const [, apart] = split({ ...content, persons });
    const known = (apart?.persons ?? []).filter((one) => Object.keys(one).length > 1);
    return known.length ? { v: 1, persons: known } : null;
  }

  /** Whether what was sealed before still says all: every identity kept apart is still veiled. */
  unchanged(content) {
    const [, apart] = split(content);
    const labels = (apart?.persons ?? []).map(({ label }) => label);
    return this.place !== null && !this.copied && labels.every((label) => this.veiled.includes(label));
  }

  /** @returns {Promise<{name: string, type: string, blob: Blob}[]>} for the draft itself: only if they are to be sent */
  async sent(content) {
    return content.send_identities === true ? asFile(await this.whole(content)) : [];
  }

  /** @returns {Promise<{name: string, type: string, blob: Blob}[]>} for a note in the national file */
  async kept(content) {
    return content.send_identities === true || this.unchanged(content) ? [] : asFile(await this.whole(content));
  }
}

const identityFields = (row) => IDENTITY.map((name) => row.querySelector(`[data-field="${name}"]`)).filter(Boolean);

const asFile = (identities) =>
  (identities ? [{ name: IDENTITIES_NAME, type: IDENTITIES_TYPE, blob: new Blob([canonical(identities)]) }] : []);
