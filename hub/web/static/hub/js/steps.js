/** One topic a step: a list of the steps with what each still needs, back and next, or all of them on one page. */
import { make } from "./page.js";
import { t } from "./texts.js";

const CHOICE = "draft-all-steps";
const part = (id) => document.getElementById(id);

/** How far the row of steps must turn so that one of them is in its middle. */
function offset(link) {
  const [one, row] = [link, link.parentElement.parentElement].map((node) => node.getBoundingClientRect());
  return one.left + one.width / 2 - (row.left + row.width / 2);
}

export class Steps {
  constructor(form) {
    this.sections = [...form.querySelectorAll("[data-step]")];
    this.links = [...part("steps").querySelectorAll("ol a")];
    part("all-steps").checked = localStorage.getItem(CHOICE) === "yes";
    part("all-steps").addEventListener("change", () => this.together(part("all-steps").checked));
    part("step-back").addEventListener("click", () => this.turn(-1));
    part("step-next").addEventListener("click", () => this.turn(1));
    addEventListener("hashchange", () => this.follow());
    this.follow(false);
  }

  get all() {
    return part("all-steps").checked;
  }

  get place() {
    return Math.max(0, this.sections.findIndex(({ id }) => `#${id}` === location.hash));
  }

  together(all) {
    localStorage.setItem(CHOICE, all ? "yes" : "no");
    this.follow(false);
  }

  turn(by) {
    location.hash = this.sections[this.place + by].id;
  }

  /** Show the step that the address names, and put the focus on its heading. */
  follow(focus = true) {
    const now = this.place;
    this.sections.forEach((section, i) => { section.hidden = !this.all && i !== now; });
    this.links.forEach((link, i) => (i === now && !this.all ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current")));
    this.links[now].parentElement.parentElement.scrollLeft += offset(this.links[now]);
    this.buttons(now);
    if (!focus) return;
    this.sections[now].querySelector("h2").focus({ preventScroll: true });
    (this.all ? this.sections[now] : part("steps")).scrollIntoView({ block: "start" });
  }

  buttons(now) {
    part("between").hidden = this.all;
    part("step-back").hidden = now === 0;
    const next = this.sections[now + 1];
    part("step-next").hidden = !next;
    if (next) part("step-next").textContent = t("draft.next", { title: next.querySelector("h2").textContent });
    part("step-now").textContent = this.all ? "" : t("draft.step", { number: now + 1, count: this.sections.length });
  }

  /** Make a control's step the one that is shown. */
  reveal(control) {
    const section = control?.closest("[data-step]");
    if (!section?.hidden) return;
    history.pushState(null, "", `#${section.id}`);
    this.follow(false);
  }

  /** Say at each step how much must still be written. @param {HTMLElement[]} lacking controls */
  progress(lacking) {
    this.sections.forEach((section, i) => {
      const count = lacking.filter((control) => section.contains(control)).length;
      const text = count ? t("draft.needs", { count }) : t("draft.finished");
      const link = this.links[i];
      link.dataset.needs = count ? "yes" : "no";
      link.querySelector(".away")?.remove();
      link.append(make("span", { class: "away" }, ` (${text})`));
    });
  }
}
