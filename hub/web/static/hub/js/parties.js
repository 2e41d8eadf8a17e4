/** Beside each party: whether the own country has compared its fingerprint. */
import { alarm } from "./page.js";
import { t } from "./texts.js";
import { peerState } from "./trust.js";

/** Fill every `data-peer` of the page. */
export async function showPeers() {
  for (const place of document.querySelectorAll("[data-peer]")) await showPeer(place, place.dataset.peer, place.dataset.peer);
}

/** @param {HTMLElement} place with a span for the words @param {string} country its code @param {string} name in words */
export async function showPeer(place, country, name) {
  const state = await peerState(country);
  place.classList.remove("verified", "unverified", "changed");
  place.classList.add(state === "own" ? "verified" : state);
  place.querySelector("span").textContent = t(`trust.peer_${state}`);
  if (state === "changed") alarm(t("trust.changed_warning", { country: name }));
}
