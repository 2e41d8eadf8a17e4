/** Sending an act on an agreement; when somebody acted first, the officer looks again before signing. */
import { Outgoing } from "../../hub/js/outgoing.js";
import { make, notice } from "../../hub/js/page.js";
import * as parcels from "../../hub/js/parcels.js";
import { t } from "../../hub/js/texts.js";

/** As for requests, but what somebody else signed meanwhile always asks for a new look. */
export class Outbox extends Outgoing {
  async ask({ event }) {
    await parcels.drop(event);
    const reload = make("button", { type: "button", class: "button", onclick: () => location.reload() }, t("pact.reload"));
    this.show(notice("warn", make("h2", {}, t("pact.first")), t("pact.look"), reload));
  }
}
