/** What was sealed on this device and never confirmed, offered on the page of its request or exchange. */
import { unsent } from "./outgoing.js";
import { about, make } from "./page.js";
import * as parcels from "./parcels.js";
import { t } from "./texts.js";

/**
 * What the stream already has is done with; the rest is shown with a way to go on.
 * @param {import("./streams.js").Act[]} acts @param {function(string): string} addressOf the form of a kind of act
 */
export async function showUnsent(acts, addressOf) {
  const arrived = new Set(acts.map(({ proof }) => proof.manifest.event));
  const kept = await parcels.waiting(about().request);
  await Promise.all(kept.filter(({ event }) => arrived.has(event)).map(({ event }) => parcels.drop(event)));
  const boxes = kept.filter(({ event }) => !arrived.has(event)).map((parcel) =>
    unsent(parcel, make("a", { class: "button", href: addressOf(parcel.kind) }, t("unsent.go"))));
  document.getElementById("unsent").replaceChildren(...boxes);
}
