"""What can be refused, and why: every check in this package raises one of these."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818
    """Something was not accepted.

    `code` is a stable slug for programs and translations; the text is for logs and engineers.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BadFormat(Refused):
    """The bytes or fields do not have the form that version 1 prescribes."""


class BadKey(Refused):
    """A public or private key is of the wrong length, not canonical or of small order."""


class BadSignature(Refused):
    """A signature is missing, unknown, repeated or does not verify."""


class Downgrade(Refused):
    """A weaker version, suite or work factor than version 1 allows."""


class Tampered(Refused):
    """Sealed or chained data does not open, does not match its hash or is out of order."""
