/** What opens the own keys now: passkeys, and devices that remember them. */
import { passkeysOf } from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import { forgetDevice, remembered } from "../../hub/js/devices.js";
import { bdi, make } from "../../hub/js/page.js";
import { say, t } from "../../hub/js/texts.js";
import { day } from "./statements.js";

const line = (label, words, act, run) => make("li", {},
  make("span", { class: "who" }, bdi(label), make("br"), make("span", { class: "small quiet" }, words)),
  make("button", { type: "button", class: "button second small", onclick: run }, act));

const passkeyLines = (keystore, drop) => passkeysOf(keystore).map(({ credential, label, made }) =>
  line(label, t("ways.passkey", { when: day(made) }), t("ways.remove"), () => drop(keystore, credential)));

async function deviceLines(again) {
  const [{ devices }, here] = [await get("me/devices/"), await remembered()];
  return devices.map(({ id, label, used }) => {
    const words = t(here?.id === id ? "ways.this_device" : "ways.device", { when: day(used) });
    return line(label, words, t("ways.forget"), async () => {
      await forgetDevice(id);
      say(t("ways.forgotten"));
      await again();
    });
  });
}

/** @param {object} keystore @param {function(object, Uint8Array): Promise<void>} drop takes a passkey away */
export async function showWays(keystore, drop) {
  const lines = [...passkeyLines(keystore, drop), ...(await deviceLines(() => showWays(keystore, drop)))];
  document.getElementById("ways").replaceChildren(lines.length
    ? make("ul", { class: "people", role: "list" }, ...lines) : make("p", { class: "quiet" }, t("ways.none")));
}
