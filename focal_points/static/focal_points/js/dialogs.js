/** Questions before something is signed: what it does, what it does not, and a way out. */
import { make } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { showProblem } from "./signing.js";
import { notice } from "../../hub/js/page.js";

/**
 * @param {{title: string, content: Node[], act: string, grave?: boolean, run: function(): Promise<void>}} question
 *   `run` signs; the dialog stays open and says why when it is refused
 */
export function ask({ title, content, act, grave = false, run }) {
  const said = make("div", { role: "alert" });
  const go = make("button", { class: `button ${grave ? "grave" : ""}` }, act);
  const no = make("button", { type: "button", class: "button second", onclick: () => box.close() }, t("officers.cancel"));
  const form = make("form", { class: "stack", method: "dialog" }, make("h2", { id: "question" }, title), ...content, said,
    make("p", { class: "row" }, go, no));
  const box = make("dialog", { "aria-labelledby": "question" }, form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    go.disabled = true;
    said.replaceChildren(notice("", t("signing.working")));
    await run(form).then(() => box.close(), (error) => showProblem(said, error));
    go.disabled = false;
  });
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}
