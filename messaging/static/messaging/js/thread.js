/** The page of one conversation. */
import { get } from "../../hub/js/api.js";
import { hubKey } from "../../hub/js/hubkey.js";
import * as keys from "../../hub/js/keys.js";
import { checkLog, showLog } from "../../hub/js/logbook.js";
import { Locked } from "../../hub/js/officer.js";
import { about, alarm, bdi, make, notice } from "../../hub/js/page.js";
import { t } from "../../hub/js/texts.js";
import { checkCountry } from "../../hub/js/trust.js";
import { streamWarning } from "../../hub/js/warnings.js";
import { Composer } from "./composer.js";
import { Live } from "./live.js";
import { Marks } from "./marks.js";
import { Messages } from "./messages.js";
import { moveBy, tabStop } from "./movement.js";
import { listed } from "./names.js";
import { openThread } from "./opening.js";
import { mountAll } from "./parts.js";
import { rememberOpened } from "./remembering.js";
import { Sticking } from "./sticking.js";
import { Withdrawing } from "./withdrawing.js";

const part = (id) => document.getElementById(id);
const list = part("messages");
// A longer history is read back only when somebody asks for it.
const AT_ONCE = 1000;

function fail(error) {
  if (error instanceof Locked || error?.name === "AbortError") return;
  const warning = streamWarning(error);
  if (warning) alarm(warning);
  else part("problem").replaceChildren(notice("bad", error?.message || t("frame.error")));
}

/** The post is not on it any more, or nobody is signed in: nothing stays on the page. */
async function over({ status }) {
  if (status === 401) return location.assign(`/sign-in/?next=${encodeURIComponent(location.pathname)}`);
  [list, part("side"), part("subject")].forEach((place) => place.replaceChildren());
  part("composer").hidden = true;
  return part("problem").replaceChildren(notice("warn", t("thread.over")));
}

function line(there) {
  part("line").hidden = there;
}

async function showSubject(context) {
  const { body } = await context.open(await context.fetch(context.thread.head.event));
  part("subject").replaceChildren(bdi(body.subject || t("sealed.no_subject")));
}

async function showColleagues() {
  const { online } = await get("presence/");
  const others = online.filter(({ officer }) => officer !== about().officer).map(({ name }) => name);
  part("colleagues").hidden = others.length === 0;
  part("colleagues").lastElementChild.textContent = t("thread.colleagues", { who: listed(others) });
}

/** What the page itself offers for a message; the other parts add theirs. */
function offersOf(context, composer, withdrawing) {
  const may = (kind) => context.thread.acts?.find((one) => one.kind === kind)?.allowed ?? false;
  const own = ({ act }) => act.proof.manifest.sender.focal_point === context.own;
  return (one) => [
    may("thread.say") && { label: t("thread.reply"), icon: "reply", run: () => composer.reply(one.act) },
    own(one) && may("thread.correct") && { label: t("thread.correct"), icon: "pen", run: () => composer.correct(one) },
    own(one) && may("thread.withdraw") && { label: t("thread.withdraw"), icon: "withdrawn", run: () => withdrawing.ask(one.act) },
  ].filter(Boolean);
}

/** Closed, left, or no key: the words stay, the sheet goes, and the page says why. */
function showState(context) {
  const say = context.thread.acts?.find(({ kind }) => kind === "thread.say");
  part("composer").hidden = !say?.allowed;
  part("silent").hidden = Boolean(say?.allowed);
  if (!say?.allowed) part("silent").lastElementChild.textContent = say?.reason ?? t("thread.closed");
}

/** What sealing needs is fetched while there is a line: chains of all members and the hub's key. */
async function warmUp(context) {
  await hubKey();
  await Promise.all(context.receivers().map(({ focalPoint, country }) => checkCountry(focalPoint, country)));
}

const PAUSE = 5000;
let later = 0;

/** Only what was sealed to this post from its own act on stands in one order. */
const ownActs = (context) => context.acts.filter(({ row }) => !row.shared);

/** What came is compared with the log a moment after, many at once. */
function compareLater(context) {
  later ||= setTimeout(() => {
    later = 0;
    checkLog(context.thread.id, ownActs(context)).catch(fail);
  }, PAUSE);
}

/** New ones are shown at once to who reads the end, and announced to who reads further up. */
async function showCame(context, view, stick, marks, acts) {
  const { atEnd } = stick;
  await view.came(acts);
  compareLater(context);
  tabStop(list);
  if (atEnd) stick.toEnd();
  part("newer").hidden = atEnd;
  marks.look();
}

async function toAddress(view, stick) {
  const event = location.hash.match(/^#act-([0-9a-f-]{36})$/)?.[1];
  const row = event && (await view.find(event));
  if (!row) return;
  row.classList.add("arrived");
  row.focus({ preventScroll: true });
  stick.look(row);
}

let waiting = 0;

/** Many read at the same moment: one look is enough for all of them. */
function soon(work) {
  clearTimeout(waiting);
  waiting = setTimeout(() => work().catch(() => {}), 400);
}

/** One look at a time, whoever asks for it: two at once would read the same acts twice. */
function follow(context, view, stick, marks) {
  const live = new Live(context.thread.id, {
    look: () => context.follow(),
    told: (kind) => kind === "thread.read" && soon(() => context.refresh().then(() => view.draw())),
    line, over,
  });
  context.outbox.follow = () => live.follow();
  context.on("came", (acts) => showCame(context, view, stick, marks, acts));
}

function wire(context, view, stick, marks, composer) {
  context.on("queued", () => stick.toEnd());
  context.on("outbox", () => { view.draw(); part("composer").dataset.busy = context.outbox.items.length ? "yes" : ""; });
  context.on("change", () => { view.draw(); showState(context); composer.show(); });
  document.addEventListener("thread:failed", ({ detail }) => fail(detail));
  document.addEventListener("visibilitychange", () => document.hidden || showColleagues().catch(() => {}));
  document.addEventListener("hub:ring", ({ detail }) => detail.kind === "presence" && showColleagues().catch(() => {}));
  // What is sealed survives; what is not yet sealed would be lost.
  addEventListener("beforeunload", (event) => context.outbox.items.some(({ parcel }) => !parcel) && event.preventDefault());
  addEventListener("hashchange", () => toAddress(view, stick).catch(fail));
  part("newer").addEventListener("click", () => { part("newer").hidden = true; stick.toEnd(); });
  moveBy(list, (event) => composer.reply(context.act(event)).catch(fail));
  follow(context, view, stick, marks);
}

async function show() {
  const context = await openThread(about().thread);
  const composer = context.composer = new Composer(part("composer"), context);
  const withdrawing = new Withdrawing(part("withdrawing"), context);
  const view = new Messages(list, context, { offers: offersOf(context, composer, withdrawing), rewrite: (item) => composer.rewrite(item) });
  const marks = new Marks(list, context);
  const stick = new Sticking(list, part("end"));
  wire(context, view, stick, marks, composer);
  rememberOpened(context);
  view.draw();
  tabStop(list);
  showState(context);
  composer.show();
  const fresh = list.querySelector(".unread-line");
  if (fresh) stick.look(fresh);
  else stick.toEnd();
  if (location.hash) await toAddress(view, stick);
  list.dataset.ready = "yes";
  await composer.fromDevice();
  await Promise.all([showSubject(context), showColleagues(), context.outbox.restore(), mountAll(context), warmUp(context)].map((work) => work.catch(fail)));
  marks.look();
  await context.complete(AT_ONCE);
  await showLog([[context.thread.id, ownActs(context)]]).catch(fail);
}

async function run() {
  const locked = (await keys.held()) === null;
  part("locked").hidden = !locked || !about().focalPoint;
  if (!locked) await show().catch(fail);
}

await run();
