/** The time that is left, counted on the page while it is short enough to matter. */
import { t } from "../../hub/js/texts.js";

const DAY = 24 * 60;

function left(due) {
  const minutes = Math.floor((Date.parse(due) - Date.now()) / 60000);
  if (minutes < 0) return t("exchange.late");
  if (minutes >= DAY) return null;
  return minutes < 60 ? t("exchange.minutes", { minutes }) : t("exchange.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function show() {
  for (const place of document.querySelectorAll("[data-left]")) {
    const text = left(place.closest("div").querySelector("[data-due]").dateTime);
    if (text) place.textContent = text;
  }
}

/** Count down each minute. */
export function count() {
  show();
  setInterval(show, 30000);
}
