/** The search page: words are looked for on this device only; they never reach the hub, nor the address line. */
import * as keys from "../../hub/js/keys.js";
import { bdi, make, receive } from "../../hub/js/page.js";
import { language, moment, say, t } from "../../hub/js/texts.js";
import { find, marked, snippet } from "./finding.js";
import { entries, wipe } from "./index.js";

const PAGE = 30;
const WAIT = 120;
const part = (id) => document.getElementById(id);
let [kept, hits, shown, timer] = [null, [], 0, 0];

const count = (number) => new Intl.NumberFormat(language()).format(number);

/** Words of a stranger, in their own direction. */
function words(node) {
  const place = bdi("");
  place.dir = "auto";
  place.append(node);
  return place;
}

function row(entry, query) {
  const when = make("time", { datetime: entry.at }, moment(entry.at));
  const who = make("span", { class: "small quiet" }, bdi(entry.sender || entry.country), " · ", bdi(entry.country), " · ", when);
  const title = make("span", { class: "what" }, words(entry.subject ? marked(entry.subject, query) : t("search.no_subject")));
  const link = make("a", { class: "item", href: `/threads/${entry.thread}/#act-${entry.event}` },
    make("span", { class: "lines" }, title, make("span", { class: "snippet" }, words(snippet(entry.text, query))), who));
  return make("li", {}, link);
}

function showMore() {
  const query = part("words").value;
  part("results").append(...hits.slice(shown, shown + PAGE).map((entry) => row(entry, query)));
  shown = Math.min(hits.length, shown + PAGE);
  part("more").hidden = shown >= hits.length;
}

function sentence(query) {
  if (!kept.length) return t("search.empty");
  if (!query.trim()) return t("search.covers", { count: count(kept.length) });
  if (!hits.length) return t("search.none", { count: count(kept.length) });
  return t("search.found", { found: count(hits.length), count: count(kept.length) });
}

function search() {
  const query = part("words").value;
  hits = find(kept, query);
  shown = 0;
  part("results").replaceChildren();
  part("results").hidden = hits.length === 0;
  showMore();
  part("outcome").textContent = sentence(query);
  say(part("outcome").textContent);
}

function typed() {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT);
}

async function forget() {
  await wipe();
  part("forget-dialog").close();
  kept = [];
  search();
  part("words").focus();
}

function wire() {
  part("words").addEventListener("input", typed);
  receive(part("search"), (event) => { event.preventDefault(); clearTimeout(timer); search(); });
  part("more-results").addEventListener("click", showMore);
  part("forget").addEventListener("click", () => part("forget-dialog").showModal());
  part("forget-cancel").addEventListener("click", () => part("forget-dialog").close());
  part("forget-now").addEventListener("click", forget);
}

async function run() {
  kept = await entries();
  part("locked").hidden = kept !== null;
  part("searching").hidden = kept === null;
  if (kept === null) return;
  wire();
  search();
  document.documentElement.dataset.searchReady = "yes";
  part("words").focus();
}

// What another tab forgot or locked is not shown here any longer.
keys.channel.addEventListener("message", (event) => event.data === "locked" && location.reload());
await run();
