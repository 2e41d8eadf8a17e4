/** The page of the log: compared with what this device saw before. */
import { Refused } from "../encryption/index.js";
import { look } from "./logbook.js";
import { t } from "./texts.js";

const place = document.getElementById("log-state");

function tell(error) {
  place.textContent = error instanceof Refused ? error.warning ?? t("log.unsigned") : error.message || t("frame.error");
}

if (place) {
  await look().then(() => { place.textContent = t("log.page_good"); }).catch(tell);
}
