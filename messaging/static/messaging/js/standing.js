/**
 * Where a conversation stands, from its signed acts alone: the browser's twin of hub/threads/steps. Pure.
 * An act about something that the reader cannot know (begun before the own admission) changes nothing.
 */

/**
 * @typedef {{kind: string, facts: object, event: string, post: string, seq: number, at: string, handling: string}} Act
 * @typedef {{policy: string, status: string, members: Record<string, number>, left: Record<string, number>, links: string[],
 *   tasks: object, polls: object, proposals: object, asks: object}} Standing names are those of Python's Standing, as JSON
 */

/** @param {import("../../hub/encryption/stream.js").VerifiedEvent} proof @returns {Act} */
export const actOf = ({ manifest: { kind, facts, event, seq, created, handling, sender } }) =>
  ({ kind, facts, event, post: sender.focal_point, seq, at: created, handling });

/** @param {Act} act the opening, or the own admission @returns {Standing} after the first act that a reader has */
export const begin = ({ facts, seq }) => ({
  policy: facts.policy, status: "open", members: Object.fromEntries(facts.members.map((post) => [post, seq])), left: {},
  links: facts.links ?? (facts.about ? [facts.about] : []), tasks: {}, polls: {}, proposals: {}, asks: {},
});

const known = (group, key) => key !== null && Object.hasOwn(group, key);

/** The group with one entry changed; an unknown one stays unknown. */
const put = (group, key, changes) => (known(group, key) ? { ...group, [key]: { ...group[key], ...changes } } : group);

const without = (group, key) => Object.fromEntries(Object.entries(group).filter(([name]) => name !== key));

/** What somebody proposed ends when they leave. */
const abandoned = (proposals, post) => Object.fromEntries(Object.entries(proposals)
  .map(([key, one]) => [key, one.by === post && !one.ended ? { ...one, ended: "left" } : one]));

function agreed({ proposals }, { facts: { proposal, answer }, post }) {
  const answers = { ...(known(proposals, proposal) ? proposals[proposal].answers : {}), [post]: answer };
  return { proposals: put(proposals, proposal, { answers, ...(answer === "no" ? { ended: "no" } : {}) }) };
}

function voted({ polls }, { facts: { poll }, post, event }) {
  return { polls: put(polls, poll, { voted: { ...(known(polls, poll) ? polls[poll].voted : {}), [post]: event } }) };
}

/** Changes by kind of act; every other kind, messages among them, changes nothing here. */
const EFFECTS = {
  "thread.task": ({ tasks }, { facts: { task, post, due }, event, post: by }) => ({ tasks: { ...tasks, [task]: { event, by, post, due, state: "open" } } }),
  "thread.task_done": ({ tasks }, { facts: { task, state } }) => ({ tasks: put(tasks, task, { state: state === "reopened" ? "open" : state }) }),
  "thread.poll": ({ polls }, { facts: { poll, closes }, event, post: by }) =>
    ({ polls: { ...polls, [poll]: { event, by, closes, voted: {}, decided: null } } }),
  "thread.vote": voted,
  "thread.decide": ({ polls }, { facts: { poll }, event }) => ({ polls: put(polls, poll, { decided: event }) }),
  "thread.propose": ({ proposals }, { facts: { proposal, post, shared }, event, post: by }) =>
    ({ proposals: { ...proposals, [proposal]: { event, by, post, shared, answers: {}, ended: "" } } }),
  "thread.agree": agreed,
  "thread.admit": ({ members, left, proposals }, { facts: { post, proposal }, seq }) =>
    ({ members: { ...members, [post]: seq }, left: without(left, post), proposals: put(proposals, proposal, { ended: "admitted" }) }),
  "thread.leave": ({ members, left, proposals }, { post, seq }) =>
    ({ members: without(members, post), left: { ...left, [post]: seq }, proposals: abandoned(proposals, post) }),
  "thread.close": () => ({ status: "closed" }),
  "thread.reopen": () => ({ status: "open" }),
  "thread.link": ({ links }, { facts: { request } }) => ({ links: [...links, request] }),
  "thread.ask_consent": ({ asks }, { facts: { ask, owner, items, ways, to }, event, post: by }) =>
    ({ asks: { ...asks, [ask]: { event, by, owner, items, ways, to, answer: null, answered: null } } }),
  "thread.consent": ({ asks }, { facts: { ask, answer }, event }) => ({ asks: put(asks, ask, { answer, answered: event }) }),
};

/** @param {Standing} before @param {Act} act that was allowed @returns {Standing} */
export const step = (before, act) => ({ ...before, ...(EFFECTS[act.kind]?.(before, act) ?? {}) });

/** @param {Act[]} acts in order @returns {?Standing} */
export const replay = (acts) => acts.reduce((before, act) => (before === null ? begin(act) : step(before, act)), null);
