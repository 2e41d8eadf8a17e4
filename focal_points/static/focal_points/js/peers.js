/** On directory pages: what the own country says about each peer, and whether the hub shows posts as they were signed. */
import { Refused, b64 } from "../../hub/encryption/index.js";
import { about, alarm, icon } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { chainOf, peerState } from "../../hub/js/trust.js";

const DRAWINGS = { own: "shield-tick", verified: "shield-tick", unverified: "shield", changed: "warning" };

function mark(place, kind, drawing, words) {
  place.className = `peer ${kind}`;
  place.replaceChildren(icon(drawing), words);
}

const show = (places, ...how) => places.forEach((place) => mark(place, ...how));

function showFailure(places, error) {
  if (error.code === "no-chain") show(places, "", "ring", t("peers.none"));
  else if (error.code === "began-anew") show(places, "changed", "warning", t("trust.peer_changed"));
  else if (error instanceof Refused) show(places, "changed", "warning", t("peers.bad"));
  else show(places, "", "ring", t("peers.unknown"));
}

async function fill(country, places) {
  try {
    const found = await peerState(country);
    show(places, found === "own" ? "verified" : found, DRAWINGS[found], t(`trust.peer_${found}`));
    if (found === "changed") alarm(t("trust.changed_warning", { country }));
  } catch (error) {
    showFailure(places, error);
  }
}

/** Fill every `data-peer` of the page. @returns {Promise<void>} */
export async function showPeers() {
  const places = [...document.querySelectorAll("[data-peer]")];
  const countries = [...new Set(places.map((place) => place.dataset.peer))];
  await Promise.all(countries.map((one) => fill(one, places.filter((place) => place.dataset.peer === one))));
}

/** @returns {boolean} whether the hub's row of a post says what the verified chain says */
export function asSigned(chain, { post, name, type, generation, kem }) {
  const signed = chain.focalPoints.get(post);
  if (!signed || signed.name !== name || signed.type !== type) return false;
  return String(signed.current) === generation && b64(signed.generations.get(signed.current)) === kem;
}

async function check(row) {
  try {
    if (!asSigned(await chainOf(row.dataset.cc), row.dataset)) alarm(t("peers.altered", { name: row.dataset.name }));
  } catch (error) {
    if (!(error instanceof Refused)) return;
    row.classList.add("busy");
  }
}

/** Compare every post the hub shows with its country's chain. @returns {Promise<void>} */
export const checkPosts = () => Promise.all([...document.querySelectorAll("[data-post]")].map(check));

if (about().officer) {
  await showPeers();
  await checkPosts();
}
