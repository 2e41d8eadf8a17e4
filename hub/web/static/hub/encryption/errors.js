/** Refusals of the encryption module. `code` is a stable slug, the same one the Python twin uses. */

export class Refused extends Error {
  /**
   * @param {string} code stable slug, for the page to look up a sentence in the reader's language
   * @param {string} message what was wrong, in English, for logs; never contains key material
   */
  constructor(code, message) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The bytes do not have the agreed shape. */
export class BadFormat extends Refused {}

/** A key that must not be used: wrong length, not canonical, or of small order. */
export class BadKey extends Refused {}

/** A signature is missing, wrong, or made by somebody who may not sign this. */
export class BadSignature extends Refused {}

/** Somebody offers weaker settings than this module accepts. */
export class Downgrade extends Refused {}

/** The content is not what was signed or sealed. */
export class Tampered extends Refused {}
