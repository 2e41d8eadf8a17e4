/** One window at a time keeps a draft on this device: two would overwrite each other. */
import { about, make, notice } from "./page.js";
import { t } from "./texts.js";

const place = () => document.getElementById("elsewhere");

export class OneWindow {
  /** @param {string} name of the draft */
  constructor(name) {
    this.name = `${about().hub}/${about().officer}/${name}`;
    this.mine = false;
  }

  /** Hold the draft unless another window does; then say so and offer to take it over. */
  async enter() {
    if (await this.take({ ifAvailable: true })) return;
    const here = make("button", { type: "button", class: "button second small", onclick: () => this.over() }, t("draft.here"));
    place().replaceChildren(notice("warn", t("draft.elsewhere"), here));
  }

  async over() {
    await this.take({ steal: true });
    place().replaceChildren();
  }

  /** @returns {Promise<boolean>} whether this window holds it now; the lock ends with the window or when it is taken over */
  take(how) {
    return new Promise((resolve) => {
      navigator.locks.request(this.name, how, (lock) => {
        this.mine = lock !== null;
        resolve(this.mine);
        return lock === null ? undefined : new Promise(() => {});
      }).catch(() => this.lost());
    });
  }

  lost() {
    this.mine = false;
    place().replaceChildren(notice("warn", t("draft.taken")));
  }
}
