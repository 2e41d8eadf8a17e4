/**
 * A calendar file of one agreed date, made in the browser (RFC 5545): the hub never learns what the meeting is about.
 * Every text is escaped and every line folded, so that no words of a message can become a line of their own.
 */

const CRLF = "\r\n";
const LONGEST = 75;
const encoder = new TextEncoder();

// RFC 5545, 3.3.11: text has no control characters but the tab; line breaks are written as \n.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** @param {string} text @returns {string} as a value of type TEXT (RFC 5545, 3.3.11) */
export const escaped = (text) => text.replace(FORBIDDEN, "").replace(/[\\;,]/g, "\\$&")
  .replace(/\r\n|[\r\n\u2028\u2029]/g, "\\n");

/** @param {string} line @returns {string} folded into lines of at most 75 octets, letters kept whole (RFC 5545, 3.1) */
export function folded(line) {
  const lines = [""];
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > LONGEST) {
      lines.push(" ");
      octets = 1;
    }
    lines[lines.length - 1] += letter;
    octets += size;
  }
  return lines.join(CRLF);
}

/** @param {Date} moment @returns {string} in UTC, such as 20261127T083000Z */
const utc = (moment) => moment.toISOString().replace(/\.\d+|[-:]/g, "");

const minutesLater = (start, minutes) => new Date(start.getTime() + minutes * 60_000);

/**
 * @param {object} meeting
 * @param {string} meeting.uid of the poll: the same date exported twice is one entry in a calendar
 * @param {string} meeting.host the hub's name @param {string} meeting.start moment in UTC
 * @param {number} meeting.minutes @param {string} meeting.summary @param {string} meeting.description
 * @param {string} [meeting.made] moment of export, now if left out
 * @returns {string} text/calendar, in UTC: each calendar program shows it in its owner's zone
 */
export function calendar({ uid, host, start, minutes, summary, description, made = new Date().toISOString() }) {
  const begin = new Date(start);
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Regional Cooperation Hub//Conversations//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
    `UID:${escaped(uid)}@${escaped(host)}`, `DTSTAMP:${utc(new Date(made))}`,
    `DTSTART:${utc(begin)}`, `DTEND:${utc(minutesLater(begin, minutes))}`,
    `SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`, "CLASS:CONFIDENTIAL", "END:VEVENT", "END:VCALENDAR",
  ].map(folded).join(CRLF) + CRLF;
}
