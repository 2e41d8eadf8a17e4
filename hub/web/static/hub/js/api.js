/** Calls to the hub's API from a page: same origin, session cookie, CSRF header, problems as exceptions. */
import { t } from "./texts.js";

const ROOT = "/api/v1/";

/** A refused call (RFC 9457). `code` is stable, `detail` is for people, `extra` helps to try again. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? t("frame.error"));
    Object.assign(this, { status, code: body.code ?? "error", source: body.source ?? "", extra: body });
  }
}

/** The line broke before an answer came; what was sent may or may not have arrived. */
export class NoLine extends Error {}

const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

async function problemOf(answer) {
  const body = await answer.json().catch(() => ({}));
  if (answer.status === 429) body.detail = t("frame.too_many");
  if (answer.status === 401) body.detail = t("frame.signed_out");
  return new Problem(answer.status, body);
}

/**
 * @param {string} method @param {string} path below /api/v1/
 * @param {{json?: *, body?: BodyInit, headers?: object, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>}
 * @throws {Problem|NoLine|DOMException} AbortError when stopped
 */
export async function call(method, path, { json, body, headers = {}, signal } = {}) {
  const sent = { Accept: "application/json", ...headers };
  if (method !== "GET") sent["X-CSRFToken"] = cookie("csrftoken") ?? "";
  if (json !== undefined) sent["Content-Type"] = "application/json";
  const content = json === undefined ? body : JSON.stringify(json);
  const answer = await fetch(ROOT + path, { method, headers: sent, body: content, signal, credentials: "same-origin" })
    .catch((error) => { throw error.name === "AbortError" ? error : new NoLine(t("frame.no_line")); });
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

export const get = async (path, options) => (await call("GET", path, options)).json();

/** @returns {Promise<{status: number, data: *}>} */
export async function post(path, json, options = {}) {
  const answer = await call("POST", path, { ...options, json });
  return { status: answer.status, data: answer.status === 204 ? null : await answer.json() };
}
