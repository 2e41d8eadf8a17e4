/** One agreement read whole: its stream verified, and where the signatures say it stands. */
import { about } from "../../hub/js/page.js";
import { readStream } from "../../hub/js/streams.js";

const LEADS_TO = { "pair.propose": "proposed", "pair.accept": "in_force", "pair.decline": "declined" };

const countryOf = () => ({
  [about().requesting]: about().requestingCountry,
  [about().requested]: about().requestedCountry,
});

function after(status, { kind }) {
  return LEADS_TO[kind] ?? (status === "in_force" ? "ended" : "withdrawn");
}

/** @returns {Promise<{acts: object[], rules: object, status: string, place: object, to: object[]}>} verified */
export async function readPact() {
  const acts = await readStream(about().request, [...new Set(Object.values(countryOf()))]);
  const manifests = acts.map(({ proof }) => proof.manifest);
  return {
    acts,
    rules: manifests[0].facts.rules,
    status: manifests.reduce(after, ""),
    place: { seq: acts.length, prev: acts.at(-1).proof.hash },
    to: manifests[0].recipients.map(({ focal_point }) => ({ focalPoint: focal_point, country: countryOf()[focal_point] })),
  };
}
