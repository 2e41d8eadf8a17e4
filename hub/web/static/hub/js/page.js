/** Small builders of DOM: text only ever goes in as text. */

/** @returns {DOMStringMap} what the server says about this page: hub, officer, country, focalPoint, icons */
export const about = () => document.body.dataset;

/**
 * @param {string} tag @param {Record<string, *>} [attributes] `class`, `dataset`, properties or attributes
 * @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "dataset") Object.assign(node.dataset, value);
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** @returns {SVGElement} a drawing of the sprite */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${about().icons}#${name}`);
  drawing.append(use);
  return drawing;
}

/** @param {"bad"|"warn"|"good"|""} kind @param {...(Node|string)} content */
export function notice(kind, ...content) {
  const drawing = { bad: "warning", warn: "warning", good: "tick" }[kind] ?? "info";
  const lines = content.map((one) => (typeof one === "string" ? make("p", {}, one) : one));
  return make("div", { class: `notice ${kind}` }, icon(drawing), ...lines);
}

/** Text a stranger wrote: its own direction, isolated from ours. */
export const bdi = (text) => make("bdi", {}, text);

/** Show an alarm above the content and put the focus there; the same alarm is shown once. */
export function alarm(...content) {
  const place = document.getElementById("alarms");
  const box = notice("bad", ...content);
  if ([...place.children].some((other) => other.textContent === box.textContent)) return;
  place.append(box);
  place.scrollIntoView({ block: "center" });
}

/**
 * Take what a form is sent with. Such a form has `method="dialog"`, so that the browser itself never puts what was
 * written into an address, and its buttons wait for this.
 * @param {HTMLFormElement} form @param {function(SubmitEvent): *} handler
 */
export function receive(form, handler) {
  form.addEventListener("submit", handler);
  for (const button of form.querySelectorAll("[data-waits]")) button.disabled = false;
}
