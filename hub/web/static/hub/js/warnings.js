/** Sentences for what was refused: what was seen, who could be at fault, what to do. */
import { Refused } from "../encryption/index.js";
import { Locked } from "./officer.js";
import { alarm } from "./page.js";
import { t } from "./texts.js";

const MISSING = ["not-next", "event-reused", "another-stream", "replayed", "chain-seq-falls"];
const NOT_GENUINE = ["unknown-sender", "no-seat", "bad-signature", "unknown-focal-point", "unknown-signer", "bad-generation"];

/** @param {Error} error @returns {?string} a sentence, or null if it is no refusal by the encryption */
export function streamWarning(error) {
  if (!(error instanceof Refused)) return null;
  if (error.warning) return error.warning;
  if (error.code === "hub-changed") return t("trust.another_hub");
  if (error.code === "history-shrank") return t("stream.rolled_back");
  if (MISSING.includes(error.code)) return t("stream.missing");
  if (error.code === "altered-row") return t("stream.altered", { what: t("stream.row", { number: "" }).trim() });
  if (NOT_GENUINE.includes(error.code)) return t("stream.not_genuine");
  return t("sealed.fails");
}

// What browsers say when a file or the device itself gives out.
const DEVICE = {
  NotReadableError: "send.file_gone", NotFoundError: "send.file_gone", QuotaExceededError: "send.device_full",
  NotSupportedError: "send.old_browser",
};

/** @param {Error} error @returns {string} what to tell the officer */
export function sentence(error) {
  const device = error instanceof DOMException && DEVICE[error.name];
  if (device) return t(device);
  if (error instanceof Locked) return t("send.locked");
  return streamWarning(error) ?? (error.message || t("frame.error"));
}

/** The hub shows something else than was signed. @param {string} what in words */
export const altered = (what) => alarm(t("stream.altered", { what }));
