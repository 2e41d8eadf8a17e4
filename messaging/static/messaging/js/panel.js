/** What the panels beside a conversation are built of: buttons that wait, lists, and a dialog that asks once more. */
import { icon, make, notice } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { sentence } from "../../hub/js/warnings.js";

/** @returns {HTMLElement} what was refused, with its rule */
export const refusal = (error) => {
  const box = notice("bad", sentence(error), error.source ? t("frame.reason", { source: error.source }) : "");
  box.setAttribute("role", "alert");
  return box;
};

/**
 * A button that is off while its work runs, and shows below what was refused.
 * @param {string} text @param {function(): Promise<*>} work @param {string} [kind] classes
 */
export function doing(text, work, kind = "second small") {
  const button = make("button", { type: "button", class: `button ${kind}` }, text);
  button.addEventListener("click", async () => {
    button.disabled = true;
    button.nextElementSibling?.matches(".notice.bad") && button.nextElementSibling.remove();
    await Promise.resolve().then(work).catch((error) => { if (error.name !== "AbortError") button.after(refusal(error)); });
    button.disabled = false;
  });
  return button;
}

/** @param {string} id of the field @param {string} label @param {HTMLElement} control @param {string} [hint] */
export function field(id, label, control, hint = "") {
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return make("div", { class: "field" }, make("label", { for: id }, label),
    hint ? make("p", { class: "hint", id: `${id}-hint` }, hint) : "", control);
}

/** @param {[string, string][]} options value and words @param {string} [chosen] */
export const select = (options, chosen = "") =>
  make("select", {}, ...options.map(([value, words]) => make("option", { value, selected: value === chosen }, words)));

/** @param {string} text a colleague or a stranger wrote @returns {HTMLElement} in its own direction, as text only */
export const written = (text) => make("p", { class: "said", dir: "auto" }, text);

/** @returns {HTMLElement} a small lock with whom it is for */
export const onlyThem = () => make("p", { class: "by" }, icon("lock"), t("acts.sealed_for_all"));

/**
 * A dialog with a form; the first step of an act that must not happen by a slip.
 * @param {{title: string, about?: (Node|string)[], parts?: Node[], verb: string, grave?: boolean,
 *   run: function(): Promise<*>}} asked `run` seals and sends; the dialog stays open if it is refused
 * @returns {Promise<boolean>} whether it was done
 */
export function ask({ title, about = [], parts = [], verb, grave = false, run }) {
  return new Promise((resolve) => {
    const problem = make("div");
    const go = make("button", { class: `button${grave ? " grave" : ""}` }, verb);
    const cancel = make("button", { type: "button", class: "button plain", onclick: () => dialog.close() }, t("acts.cancel"));
    const form = make("form", { class: "stack" }, make("h2", { id: "ask-title" }, title),
      ...about.map((one) => (typeof one === "string" ? make("p", {}, one) : one)), ...parts, problem, make("div", { class: "row" }, go, cancel));
    const dialog = make("dialog", { class: "asking", "aria-labelledby": "ask-title" }, form);
    let done = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (go.disabled) return;
      go.disabled = true;
      problem.replaceChildren(make("p", { class: "small quiet" }, t("acts.sealing")));
      try {
        await run();
        done = true;
        say(t("send.done"));
        dialog.close();
      } catch (error) {
        problem.replaceChildren(refusal(error));
      }
      go.disabled = false;
    });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(done); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The officer must mend something first: shown like a refusal, and nothing is sent. */
export class Lacking extends Error {}

/**
 * Draw a panel again whenever what it shows has changed, and only then: a focused button must not vanish under the hand.
 * @param {HTMLElement} place @param {import("./context.js").Context} context @param {string} title
 * @param {function(): *} key what the panel depends on @param {function(): Promise<Node[]>} draw
 */
export async function follow(place, context, title, key, draw) {
  let [shown, turn] = ["", 0];
  const again = async () => {
    const now = JSON.stringify(key());
    if (now === shown) return;
    shown = now;
    const mine = (turn += 1);
    const nodes = await draw().catch((error) => [refusal(error)]);
    if (mine === turn) place.replaceChildren(...(title ? [make("h2", {}, title)] : []), ...nodes);
  };
  context.on("change", again);
  await again();
}
