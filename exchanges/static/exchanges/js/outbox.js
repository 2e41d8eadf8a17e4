/** Sending from an exchange's form; when somebody acted first, it says so and lets the officer decide. */
import { get } from "../../hub/js/api.js";
import { Outgoing } from "../../hub/js/outgoing.js";
import { make, notice } from "../../hub/js/page.js";
import * as parcels from "../../hub/js/parcels.js";
import { deliver, signAgain } from "../../hub/js/sending.js";
import { t } from "../../hub/js/texts.js";
import { readExchange } from "./reading.js";

const button = (text, onclick, kind = "") => make("button", { type: "button", class: `button ${kind}`, onclick }, text);

/** As for requests, but an exchange has one stream and its own rules. */
export class Outbox extends Outgoing {
  async ask(parcel) {
    const [{ acts }, found] = await Promise.all([get(`exchanges/${parcel.stream}/`), readExchange()]);
    const answer = acts.find(({ kind }) => kind === parcel.kind);
    const again = () => this.run(async () => deliver(await signAgain(parcel, found.place, this.tell), this.tell, this.progress.control));
    const look = button(t("exchange.look"), () => this.giveUp(parcel), "second");
    const words = answer?.allowed ? t("exchange.still") : t("exchange.over", { reason: answer?.reason ?? "" });
    const box = notice("warn", make("h2", {}, t("exchange.first")), words,
      make("div", { class: "row" }, answer?.allowed ? button(t("between.again"), again) : "", look));
    box.id = "between";
    this.show(box);
  }

  async giveUp({ event, stream }) {
    await parcels.drop(event);
    location.assign(`/exchanges/${stream}/`);
  }
}
