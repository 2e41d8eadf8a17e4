/** Taking a message back: asked once more, with room for the reason; what was written stays in the history. */

export class Withdrawing {
  /** @param {HTMLDialogElement} dialog @param {import("./context.js").Context} context */
  constructor(dialog, context) {
    Object.assign(this, { dialog, context, act: null });
    dialog.querySelector("form").addEventListener("submit", () => this.submit());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  /** @param {import("../../hub/js/streams.js").Act} act */
  ask(act) {
    this.act = act;
    this.dialog.querySelector("textarea").value = "";
    this.dialog.showModal();
  }

  submit() {
    const text = this.dialog.querySelector("textarea").value.trim();
    this.context.send({ kind: "thread.withdraw", facts: { event: this.act.proof.manifest.event }, body: { text } }).catch(() => {});
  }
}
