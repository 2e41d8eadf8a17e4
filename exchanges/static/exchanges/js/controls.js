/** The controls of an exchange's forms: read into facts that the hub sees and into sealed words, and filled again. */
const boxes = (place, kind) => [...place.querySelectorAll(`[data-${kind}]`)];
const control = (box) => box.querySelector("input, select, textarea");
const checked = (box) => [...box.querySelectorAll("input:checked")].map(({ value }) => value);
// An input of type datetime-local has no zone; here it means UTC, and says so.
const moment = (text) => (text ? `${text.slice(0, 16)}:00Z` : "");

const READERS = {
  bool: (box) => control(box).checked,
  choices: checked,
  moment: (box) => moment(control(box).value),
  evaluation: (box) => [...box.querySelectorAll("select")].map(({ value }) => value).join(""),
};

const FILLERS = {
  bool: (box, value) => { control(box).checked = value === true; },
  choices: (box, value) => box.querySelectorAll("input").forEach((one) => { one.checked = value.includes(one.value); }),
  moment: (box, value) => { control(box).value = value.slice(0, 16); },
  evaluation: (box, value) => box.querySelectorAll("select").forEach((one, i) => { one.value = value[i] ?? ""; }),
};

const read = (box) => READERS[box.dataset.type]?.(box) ?? control(box).value.trim();
const named = (place, kind) => boxes(place, kind).map((box) => [box.dataset[kind], read(box)]);

// What may be left out is null for the hub.
const NULLABLE = ["due", "until"];

/** @returns {object} what the hub sees */
export const facts = (place) =>
  Object.fromEntries(named(place, "fact").map(([name, value]) => [name, NULLABLE.includes(name) ? value || null : value]));

/** @returns {object} what only the receivers read, without what is empty */
export const sealed = (place) => Object.fromEntries(named(place, "sealed").filter(([, value]) => value.length > 0));

/** Show values again in their controls. @param {"fact"|"sealed"} kind */
export function fill(place, kind, values) {
  for (const box of boxes(place, kind)) {
    const value = values[box.dataset[kind]];
    if (value == null) continue;
    if (FILLERS[box.dataset.type]) FILLERS[box.dataset.type](box, value);
    else control(box).value = value;
  }
}

/** @returns {?HTMLElement} the control to put the focus on */
export const controlOf = (place, kind, name) => place.querySelector(`[data-${kind}="${CSS.escape(name)}"] :is(input, select, textarea)`);

/** Offer only some of a list's choices; one that is no longer offered is taken back. */
export function offer(box, codes) {
  const select = control(box);
  for (const option of select.options) option.hidden = option.disabled = option.value !== "" && !codes.includes(option.value);
  if (select.selectedOptions[0]?.disabled) select.value = "";
}
