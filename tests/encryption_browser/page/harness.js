/** Runs one named case with plain JSON in and out; a refusal comes back as its code. */
import { Refused } from "/hub/encryption/index.js";
import * as basics from "/page/basics.js";
import * as chains from "/page/chains.js";
import * as events from "/page/events.js";
import * as keystores from "/page/keystores.js";
import * as large from "/page/large.js";
import * as logs from "/page/logs.js";

const cases = { ...basics, ...chains, ...events, ...keystores, ...large, ...logs };

globalThis.runCase = async ([name, args]) => {
  try {
    return { value: await cases[name](args) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.code, kind: error.name };
    throw error;
  }
};
document.documentElement.dataset.ready = "yes";
