"""The country's recovery kit: a file that any age tool opens, and what to do with it once all else is lost.

The kit is made and opened here and nowhere else: a browser that opens it would trust the hub's pages with
every key of the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyrage

from hub.client import country
from hub.client.clock import now_text
from hub.client.errors import RefusedByHub, Stop, Usage
from hub.client.keyring import Posts
from hub.client.session import Session
from hub.encryption import kit as contents
from hub.encryption import shares
from hub.encryption.canonical import Json, b64
from hub.encryption.codes import KIT, human, new_code
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.kit import Kit, new_kit, read_kit
from hub.encryption.seeds import FocalPointKey


@dataclass(frozen=True)
class Lock:
    """What opens a kit file: a passphrase, or age recipients (`age1…`)."""

    passphrase: str = ""
    recipients: Sequence[str] = ()


@dataclass(frozen=True)
class Checked:
    """Posts that a kit opens, and those whose key must be replaced before it can."""

    opens: Sequence[str]
    waiting: Sequence[str]


def in_three_parts() -> tuple[Lock, list[str]]:
    """A random passphrase, and the three printed parts of which any two give it back."""
    code = new_code()
    return Lock(passphrase=human(code, KIT)), shares.printed(shares.split(code), code)


def passphrase_of(parts: Sequence[str]) -> str:
    """The passphrase of a kit from two of its parts. Raises Usage."""
    try:
        return human(shares.join(dict(shares.read(one) for one in parts)), KIT)
    except BadFormat as error:
        raise Usage(f"The parts cannot be put together: {error.message}.") from error


def make(session: Session, lock: Lock, target: Path) -> Checked:
    """Write a new kit, state it for the country, and replace the keys of the posts this officer holds.

    The file comes first: a stated recipient without a kit would be worse than none.
    """
    chain = session.own_chain(refresh=True)
    kit = new_kit(session.hub, chain.country, chain.fingerprint, now_text())
    _write(target, _sealed(kit.to_bytes(), lock))
    with country.and_then("Then replace the keys of all posts, so that the kit opens them: hub keys rotate"):
        country.state(session, "recovery_set", {"kem": b64(kit.public)})
    country.rotate(session, sorted(session.ring.posts))
    return check(session, kit)


def read(source: Path, lock: Lock, identities: Sequence[str] = ()) -> Kit:
    """Open a kit file with its passphrase or with age identities (`AGE-SECRET-KEY-…`). Raises Stop."""
    try:
        data = source.read_bytes()
        if identities:
            return read_kit(
                pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(one) for one in identities])
            )
        return read_kit(pyrage.passphrase.decrypt(data, lock.passphrase))
    except (OSError, pyrage.DecryptError, pyrage.IdentityError) as error:
        raise Stop(f"The kit does not open: {error}.", "kit-does-not-open") from error


def check(session: Session, kit: Kit) -> Checked:
    """Try the kit on every post of the country. Raises Tampered if the chain names another kit."""
    opens = _opened(session, kit)
    chain = session.own_chain()
    return Checked(sorted(opens), sorted(set(chain.focal_points) - set(opens)))


def restore(session: Session, kit: Kit, officer: str, post: str, role: str = "officer") -> None:
    """Give a post's key, taken from the kit, to an officer of the country.

    An officer who has the seat already (but lost the key) gets it by a new key of the post; otherwise the
    officer is seated. Raises RefusedByHub if the kit does not reach the post.
    """
    found = _opened(session, kit)
    if post not in found:
        raise RefusedByHub("The kit does not open this post: its key is older than the kit.", "no-key")
    session.ring = replace(session.ring, posts={**session.ring.posts, post: found[post]})
    chain = session.own_chain(refresh=True)
    if chain.holds_key(officer, post, chain.head_seq):
        country.turn_keys(session, [post])
    else:
        country.seat(session, officer, post, role)


def _opened(session: Session, kit: Kit) -> Posts:
    chain = session.own_chain(refresh=True)
    if chain.recovery != kit.public:
        raise Tampered("another-kit", "the country's list names another recovery kit now")
    found: dict[str, dict[int, FocalPointKey]] = {}
    for given in _kept(session):
        try:
            found[str(given["focal_point"])] = contents.open_post(kit, chain, given)
        except Tampered as error:
            if error.code != "recovery-missing":
                raise
    return found


def _kept(session: Session) -> list[Json]:
    said = session.connection.get("recovery/")
    kept: list[Json] = said["focal_points"]
    return kept


def _sealed(data: bytes, lock: Lock) -> bytes:
    if not lock.recipients:
        return bytes(pyrage.passphrase.encrypt(data, lock.passphrase))
    try:
        keys = [pyrage.x25519.Recipient.from_str(one) for one in lock.recipients]
    except pyrage.RecipientError as error:
        raise Usage(f"This is not an age recipient (age1…): {error}.") from error
    return bytes(pyrage.encrypt(data, keys))


def _write(target: Path, data: bytes) -> None:
    try:
        with target.open("xb") as file:
            target.chmod(0o600)
            file.write(data)
    except OSError as error:
        raise Usage(f"The kit cannot be written to {target}: {error}.") from error
