/** Colleagues who lost their keys: compare the code they tell, sign their new keys, pass the posts' keys on. */
import { newKeysCode, unb64 } from "../../hub/encryption/index.js";
import { get } from "../../hub/js/api.js";
import { about, bdi, make, notice } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { CannotSign, Waits, showProblem, state } from "./signing.js";
import { postsHeld, replaceKey } from "./passing.js";
import { own } from "./statements.js";

const plain = (code) => code.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/[IL]/g, "1").replace(/O/g, "0");

const signed = ({ officer, kem, sig }) => state("officer_rekey", () => ({ body: { officer, kem, sig } }));

/** @returns {Promise<string[]>} names of posts that another administrator must pass on */
async function passOn(chain, officer) {
  const waiting = [];
  for (const post of postsHeld(chain, officer)) {
    await replaceKey(post).catch((error) => {
      if (!(error instanceof CannotSign)) throw error;
      waiting.push(own(chain.focalPoints.get(post).name));
    });
  }
  return waiting;
}

async function sign(asked, typed, said, again) {
  const keys = { kem: unb64(asked.kem, 32), sig: unb64(asked.sig, 32) };
  if (plain(typed) !== plain(await newKeysCode(about().hub, asked.officer, keys))) {
    return said.replaceChildren(notice("bad", t("rekey.other")));
  }
  said.replaceChildren(notice("", t("signing.working")));
  const waiting = await passOn(await signed(asked), asked.officer);
  return again(waiting.length ? t("rekey.waiting", { posts: waiting.join(", ") }) : t("rekey.done", { name: own(asked.name) }));
}

function card(asked, again) {
  const said = make("div", { role: "alert" });
  const id = `code-${asked.officer}`;
  const input = make("input", { id, class: "codes", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` });
  const form = make("form", { class: "stack", novalidate: true }, make("div", { class: "field" },
    make("label", { for: id }, t("rekey.code", { name: own(asked.name) })), make("p", { class: "hint", id: `${id}-hint` }, t("rekey.hint")), input),
  said, make("button", { class: "button" }, t("rekey.sign")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign(asked, input.value, said, again).catch((error) => (error instanceof Waits ? again(error.message) : showProblem(said, error)));
  });
  return make("section", { class: "card stack", dataset: { rekey: asked.officer } }, make("h3", {}, bdi(asked.name)), make("p", {}, t("rekey.why")), form);
}

/** @param {function(string): Promise<*>} again shows the page anew with some words */
export async function showNewKeys(again) {
  const { new_keys: asked } = await get("new-keys/");
  document.getElementById("new-keys").replaceChildren(...asked.map((one) => card(one, again)));
}
