/** Before a word is written: what the State asked says of itself, and which questions it put before. */
import { get } from "./api.js";
import { form, label } from "./forms.js";
import { bdi, make, notice } from "./page.js";
import { t } from "./texts.js";

const SAID = ["languages", "dual_criminality", "asks_for", "channels", "use_limits", "costs", "law_links"];
const TREATIES = { untoc: "UNTOC", tip: "UNTOC, TIP", som: "UNTOC, SOM" };
const part = (id) => document.getElementById(id);
const said = (text) => make("span", { class: "said", dir: "auto" }, text);

function words({ about }) {
  const lines = SAID.filter((name) => about.names[name]).flatMap((name) =>
    [make("dt", {}, t(`precheck.${name}`)), make("dd", {}, said(about.names[name]))]);
  if (lines.length === 0) return [make("p", { class: "quiet" }, t("precheck.nothing"))];
  return [make("dl", { class: "facts" }, ...lines), make("p", { class: "small quiet" }, t("precheck.source", { source: about.names.source }))];
}

function unbound({ about }) {
  const names = Object.keys(TREATIES).filter((basis) => about.treaties[basis] === "unknown").map((basis) => TREATIES[basis]);
  return names.length ? notice("warn", t("precheck.unknown", { names: names.join(" · ") })) : null;
}

async function asked(asks) {
  if (asks.length === 0) return null;
  const [acts, request] = await Promise.all([form("acts"), form("mla_request")]);
  const lines = asks.map(({ code, topic, requests }) => make("li", {},
    make("b", {}, t("precheck.count", { topic: label(acts, "topics", topic), count: requests })), " · ",
    label(request, "measures", code), " ", bdi(code)));
  return make("section", {}, make("h4", {}, t("precheck.asked")), make("ul", { class: "asked" }, ...lines),
    make("p", { class: "small quiet" }, t("precheck.few")));
}

async function show(found, authority) {
  const agreed = found.agreement ? make("p", {}, t("precheck.agreement")) : null;
  const lines = [unbound(authority), agreed, ...words(authority), await asked(found.asks)];
  part("precheck-content").replaceChildren(...lines.filter(Boolean));
  part("precheck").hidden = false;
}

/**
 * @param {string} country @param {string} post the central authority asked
 * @returns {Promise<object>} what completeness takes as `about`; empty if nothing could be read
 */
export async function precheck(country, post) {
  part("precheck").hidden = true;
  if (!country) return {};
  try {
    const found = await get(`countries/${country}/asks/`);
    const authority = found.authorities.find(({ focal_point }) => focal_point === post);
    if (!authority) return {};
    await show(found, authority);
    return authority.about;
  } catch {
    part("precheck-content").replaceChildren(notice("warn", t("precheck.fails")));
    part("precheck").hidden = false;
    return {};
  }
}
