"""The body of an event (part 0): what only the receiving focal points read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from hub.encryption import fields
from hub.encryption.canonical import Json, b64, canonical, frame, parse, sha256hex, unb64
from hub.encryption.errors import BadFormat, Tampered
from hub.encryption.manifest import Address, Manifest, Sender, read_recipients, read_sender

SALT_LENGTH = 32
_WRITTEN = ("subject", "reference", "text", "fields")
_NAMES = ("event", "sender", "recipients", *_WRITTEN, "salt", "files")
_COMMITTED = ("name", "type", "size", "sha256")


@dataclass(frozen=True)
class FileEntry:
    """A file as the body describes it: part number, name, media type, bytes, SHA-256 of the data."""

    n: int
    name: str
    type: str
    size: int
    sha256: str

    def to_dict(self) -> Json:
        """Return the JSON form."""
        return {"n": self.n} | {name: getattr(self, name) for name in _COMMITTED}


def make_body(
    written: Json, event: str, sender: Sender, addresses: Sequence[Address], files: Sequence[FileEntry]
) -> Json:
    """Return the whole body from what a person wrote: subject, reference, text, fields.

    `written` may bring its own `salt` (base64, 32 bytes); else a random one is made.
    """
    salt = written.get("salt") or b64(os.urandom(SALT_LENGTH))
    fields.exact(written, {*_WRITTEN, "salt"} if "salt" in written else _WRITTEN)
    body = {
        **{name: written[name] for name in _WRITTEN},
        "v": fields.VERSION,
        "event": event,
        "sender": sender.to_dict(),
        "recipients": [one.to_dict() for one in addresses],
        "salt": salt,
        "files": [one.to_dict() for one in files],
    }
    return read_body(canonical(body))


def read_body(data: bytes) -> Json:
    """Parse and check the form of a body; raises BadFormat or Downgrade."""
    body = fields.versioned(parse(data), _NAMES)
    fields.uuid(body["event"])
    read_sender(body["sender"])
    read_recipients(body["recipients"])
    fields.text(body["subject"], empty=True)
    fields.text(body["reference"], empty=True)
    fields.text(body["text"], empty=True, longest=fields.MAX_TEXT)
    if not isinstance(body["fields"], dict):
        raise BadFormat("wrong-fields", "fields are an object")
    unb64(body["salt"], SALT_LENGTH)
    read_files(body)
    return body


def read_files(body: Json) -> tuple[FileEntry, ...]:
    """Return the files of a body, whose parts are 1, 2, … in this order; raises BadFormat."""
    return tuple(_read_file(n, raw) for n, raw in enumerate(fields.items(body["files"]), start=1))


def check_body(body: Json, manifest: Manifest) -> None:
    """Refuse a body that was meant for another event, sender, recipients or set of parts.

    Without this a recipient could pass on another sender's words under his own signature.
    """
    same = (
        body["event"] == manifest.event
        and read_sender(body["sender"]) == manifest.sender
        and read_recipients(body["recipients"]) == manifest.recipients
        and len(body["files"]) + 1 == len(manifest.parts)
    )
    if not same:
        raise Tampered("body-does-not-match", "the sealed letter and its envelope disagree")


def commitment(body: Json) -> str:
    """Return the hash that commits to subject, reference and files without showing them.

    The salt hides short subjects from guessing; part numbers are left out, so that the same
    files may be sent again in another event.
    """
    files = [{name: one[name] for name in _COMMITTED} for one in body["files"]]
    content = {"subject": body["subject"], "reference": body["reference"], "files": files}
    return sha256hex(frame("commitment", unb64(body["salt"], SALT_LENGTH), canonical(content)))


def _read_file(n: int, raw: object) -> FileEntry:
    found = fields.exact(raw, {"n", *_COMMITTED})
    if fields.whole(found["n"]) != n:
        raise BadFormat("bad-files", "files are numbered from 1 without a gap")
    name, media_type = fields.text(found["name"]), fields.text(found["type"], empty=True)
    return FileEntry(n, name, media_type, fields.whole(found["size"]), fields.hash_hex(found["sha256"]))
