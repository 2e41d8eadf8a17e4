/**
 * Typing goes on while a text is saved. What came back may hold other people's words: these functions carry what was
 * typed meanwhile over into it, and keep the caret where the writer sees it.
 */

/** The one stretch in which two texts differ. @returns {{start: number, before: string, after: string}} */
export function stretch(from, to) {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < most - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  return { start, before: from.slice(start, from.length - end), after: to.slice(start, to.length - end) };
}

/**
 * @param {string} sent what was saved @param {string} typed what stands in the field now
 * @param {string} answered what the hub keeps: `sent` merged with other people's changes
 * @returns {?string} `answered` with the typing since `sent`; null if both changed the same words
 */
export function carry(sent, typed, answered) {
  if (typed === sent) return answered;
  if (answered === sent) return typed;
  const mine = stretch(sent, typed);
  const theirs = stretch(sent, answered);
  const mineEnds = mine.start + mine.before.length;
  const theirsEnds = theirs.start + theirs.before.length;
  const grown = theirs.after.length - theirs.before.length;
  if (mineEnds < theirs.start) return put(answered, mine.start, mine);
  if (theirsEnds < mine.start) return put(answered, mine.start + grown, mine);
  return null;
}

const put = (text, place, { before, after }) => text.slice(0, place) + after + text.slice(place + before.length);

/** Where a caret goes when the text around it changes. @returns {number} */
export function moved(caret, from, to) {
  const { start, before, after } = stretch(from, to);
  if (caret <= start) return caret;
  if (caret >= start + before.length) return caret + after.length - before.length;
  return Math.min(caret, start + after.length);
}
