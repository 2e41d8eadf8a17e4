/** One way of writing an identifier: the twin of hub/forms/identifiers.py; both read the same vectors. */
const MOST = 80;
const SHAPES = {
  phone: /^[1-9][0-9]{6,14}$/,
  passport: /^([A-Z]{3}|D) ([A-Z0-9]{5,9})$/,
  iban: /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/,
  account: /^[A-Z]{2} [A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})? [A-Z0-9]{4,34}$/,
  vin: /^[A-HJ-NPR-Z0-9]{17}$/,
  vehicle: /^[A-Z]{2} [A-Z0-9]{2,12}$/,
};

/** It cannot be written in one certain way; `why` is a code. */
export class BadIdentifier extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

const refuse = (why) => { throw new BadIdentifier(why); };
const close = (text) => text.replace(/[ .\-/]/g, "");
const fits = (shape, text) => (SHAPES[shape].test(text) ? text : refuse(shape));

function countryFirst(text, why) {
  const space = text.indexOf(" ");
  return space < 1 ? refuse(why) : [text.slice(0, space), text.slice(space + 1)];
}

function phone(text) {
  if (text.includes("(0)")) refuse("trunk");
  const digits = text.replace(/[ ().\-/]/g, "");
  if (!digits.startsWith("+") && !digits.startsWith("00")) refuse("country_code");
  return `+${fits("phone", digits.slice(digits.startsWith("+") ? 1 : 2))}`;
}

function passport(text) {
  const [state, number] = countryFirst(text, "passport");
  return fits("passport", `${state.replace(/<+$/, "")} ${close(number).replace(/<+$/, "")}`);
}

function remainder(iban) {
  const turned = iban.slice(4) + iban.slice(0, 4);
  return BigInt([...turned].map((one) => String(parseInt(one, 36))).join("")) % 97n;
}

function account(text) {
  const closed = close(text);
  if (SHAPES.iban.test(closed) && !/^[A-Z]{2} [A-Z]/.test(text)) return remainder(closed) === 1n ? closed : refuse("iban");
  const [country, bic, ...number] = text.split(" ");
  return number.length ? fits("account", `${country} ${bic} ${close(number.join(""))}`) : refuse("account");
}

function vehicle(text) {
  const closed = close(text);
  if (SHAPES.vin.test(closed)) return closed;
  const [country, plate] = countryFirst(text, "vehicle");
  return fits("vehicle", `${country} ${close(plate)}`);
}

const READERS = { phone, passport, account, vehicle };

/** @param {string} kind @param {string} typed @returns {string} the one form @throws {BadIdentifier} */
export function normalise(kind, typed) {
  if (!Object.hasOwn(READERS, kind)) refuse("type");
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
  if (!plain || [...plain].length > MOST) refuse("empty");
  return READERS[kind](plain);
}
