"""Why a command stops: one sentence for people, one exit code for programs."""

from __future__ import annotations

from typing import Any

from hub.encryption.errors import Refused


class Stop(Exception):  # noqa: N818 - it is how a command ends, not always an error
    """A command ends here. `exit_code` is what the shell sees; `code` is a stable slug."""

    exit_code = 1

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Usage(Stop):
    """The command was called in a way that cannot work; nothing was sent."""

    exit_code = 2


class RefusedByHub(Stop):
    """The hub, or a rule, said no: `status` is HTTP's, `extra` the other members of problem+json."""

    exit_code = 3

    def __init__(self, message: str, code: str = "", status: int = 0, **extra: Any) -> None:
        super().__init__(message, code)
        self.status = status
        self.extra = extra


class Incomplete(Stop):
    """Something a rule demands is missing; it was noticed here, nothing was sealed or sent."""

    exit_code = 3


class Forged(Stop):
    """Something is not what its signer signed, or not what this machine saw before."""

    exit_code = 4


class Unreachable(Stop):
    """The network or the hub failed; trying again may help."""

    exit_code = 5


class NotFound(Stop):
    """There is nothing of that name that this officer can see."""

    exit_code = 6


class Waits(Stop):
    """A statement is signed and kept at the hub; it counts once another administrator signs, too."""

    exit_code = 7


WORDS = {
    "bad-signature": "a signature does not verify",
    "unknown-signer": "it is signed with a key that may not sign there",
    "too-few-signatures": "signatures are missing",
    "repeated-signer": "one key signed twice",
    "not-canonical": "the bytes are not in the form that was signed",
    "unknown-suite": "it uses a weaker or unknown kind of encryption",
    "unknown-version": "it claims a version of the format that does not exist",
    "iterations": "the passphrase would be protected less than this program allows",
    "unknown-kdf": "the passphrase would be protected in an unknown way",
    "wraps-do-not-match": "the keys delivered with it are not the ones the sender sealed",
    "wrap-does-not-open": "the key delivered with it was exchanged or is not meant for this post",
    "part-does-not-match": "the sealed content is not what the sender signed (cut off or exchanged)",
    "part-does-not-open": "the sealed content was changed, cut off or moved from another place",
    "body-does-not-match": "the sealed letter and its envelope disagree",
    "file-does-not-match": "the file is not the one the letter describes",
    "seed-mismatch": "a key of your post is not the one your country stated",
    "box-does-not-open": "an older key of your post was exchanged",
    "low-order": "it uses a public key that protects nothing",
}


def forged(what: str, error: Refused) -> Forged:
    """The Stop for a refused piece of data: what it was, and why in plain words."""
    return Forged(f"{what}: {WORDS.get(error.code, error.message)}.", error.code)
