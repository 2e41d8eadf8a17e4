"""Reading an act from outside.

What passes is signed by the caller and complete in itself; nothing here asks the database.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid
from hub.base.results import Text
from hub.encryption import dsse, fields
from hub.encryption.blocks import BlockHasher
from hub.encryption.canonical import Json, sha256hex, unb64
from hub.encryption.errors import BadKey, BadSignature, Refused
from hub.encryption.keys import keyid
from hub.encryption.manifest import Manifest, Part, check_wraps

MAX_ENVELOPE = 64 * 1024
MAX_INLINE = 64 * 1024
MAX_KIND = 40
TURNS = "thread."
"""Kinds that many posts write at once: whoever is late is told what was first."""


@dataclass(frozen=True)
class Incoming:
    """An act as received.

    `envelope` verified under `signer` (b64 Ed25519), `inline` the small parts by number.
    """

    envelope: Json
    manifest: Manifest
    hash: str
    wraps: list[Json]
    inline: Mapping[int, bytes]
    signer: str

    @property
    def kind(self) -> str:
        """E.g. `mla.draft`."""
        return self.manifest.kind

    @property
    def facts(self) -> Json:
        """The plain fields; the room that owns the kind checks them."""
        return self.manifest.facts

    @property
    def stream(self) -> UUID:
        """The stream it is for."""
        return UUID(self.manifest.stream)

    @property
    def event(self) -> UUID:
        """Its own id, chosen by the sender."""
        return UUID(self.manifest.event)


@dataclass(frozen=True)
class Glance:
    """What an act of a conversation claims to be, before anything of it was checked."""

    event: UUID
    seq: int


def glance(raw: Any) -> Glance | None:
    """The claimed id and place of an act of a conversation; None for anything else. It proves nothing."""
    try:
        claimed = orjson.loads(base64.b64decode(raw["envelope"]["payload"]))
        if claimed["kind"].startswith(TURNS):
            return Glance(UUID(claimed["event"]), int(claimed["seq"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    return None


def read(raw: Any, *, by: Acting, stream: UUID) -> Incoming:
    """Check {"envelope", "wraps", "parts"} posted by `by` to `stream`.

    Raises Invalid: bad_envelope, bad_signature, bad_manifest, wrong_sender, bad_wraps, bad_parts.
    """
    with refused_as("bad_envelope", _("The act is not in the form of version 1.")):
        found = fields.exact(raw, {"envelope", "wraps", "parts"})
    payload = _verified(found["envelope"], by)
    with refused_as("bad_manifest", _("The signed description of the act is not in the form of version 1.")):
        manifest = Manifest.parse(payload)
    _require_here(manifest, stream)
    _require_sender(manifest, by)
    with refused_as("bad_wraps", _("The wrapped keys are not the ones the sender signed.")):
        check_wraps(manifest, found["wraps"])
    name = sha256hex(dsse.pae(dsse.EVENT, payload))
    return Incoming(
        found["envelope"], manifest, name, found["wraps"], _inline(manifest, found["parts"]), by.officer.sig
    )


@contextmanager
def refused_as(code: str, detail: Text) -> Iterator[None]:
    """Turn a refusal of the formats into problem `code`; a bad key or signature is always `bad_signature`."""
    try:
        yield
    except (BadKey, BadSignature) as error:
        text = _(
            "The signature is not that of the officer who sends it. Unlock your own keys and sign again."
        )
        raise Invalid("bad_signature", text, reason=error.code) from error
    except Refused as error:
        raise Invalid(code, detail, reason=error.code) from error


def _verified(envelope: Any, by: Acting) -> bytes:
    with refused_as("bad_envelope", _("The envelope is not in the form of version 1 (DSSE).")):
        if len(dsse.peek(envelope)[1]) > MAX_ENVELOPE:
            raise Invalid("bad_envelope", _("The signed description is too long."), longest=MAX_ENVELOPE)
        public = unb64(by.officer.sig, 32)
        return dsse.verify(envelope, dsse.EVENT, {keyid(public): public})


def _require_here(manifest: Manifest, stream: UUID) -> None:
    if manifest.hub != settings.HUB_ID or manifest.stream != str(stream):
        raise Invalid(
            "bad_manifest", _("The act was signed for another hub or another stream."), reason="another-place"
        )
    if len(manifest.kind) > MAX_KIND or _has_nul(manifest.facts):
        raise Invalid(
            "bad_manifest", _("The kind is too long or a text has a NUL character."), reason="bad-text"
        )


def _require_sender(manifest: Manifest, by: Acting) -> None:
    if (manifest.sender.officer, manifest.sender.focal_point) != (str(by.officer.pk), str(by.focal_point.pk)):
        raise Invalid(
            "wrong_sender", _("The act names another officer or focal point than the one you act for.")
        )


def _has_nul(value: Any) -> bool:
    """PostgreSQL keeps no NUL in JSON; such a text would fail far from where it can be explained."""
    if isinstance(value, dict):
        return any(_has_nul(k) or _has_nul(v) for k, v in value.items())
    if isinstance(value, list):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value


def _inline(manifest: Manifest, raw: Any) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for one in _items(raw):
        with refused_as("bad_parts", _("A part is not in the form of version 1.")):
            entry = fields.exact(one, {"n", "data"})
            n, data = fields.whole(entry["n"]), unb64(entry["data"])
        if n in found or n >= len(manifest.parts) or not _is_whole(manifest.parts[n], data):
            raise Invalid("bad_parts", _("A part is not the one the sender signed. Send it again."), n=n)
        found[n] = data
    return found


def _items(raw: Any) -> list[Any]:
    with refused_as("bad_parts", _("The parts are a list.")):
        return fields.items(raw)


def _is_whole(part: Part, data: bytes) -> bool:
    if len(data) > MAX_INLINE or len(data) != part.length:
        return False
    hasher = BlockHasher()
    hasher.update(data)
    return hasher.root() == part.blocks_root
