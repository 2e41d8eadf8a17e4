"""The way of a draft: review, approval, sharing it before it is formal, sending, asking by telephone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hub.client.acts.making import Words, act
from hub.client.agreements import in_force
from hub.client.downloads import fetch_file
from hub.client.errors import Forged
from hub.client.requests import Request
from hub.client.sending import QUIET, Asking, Intent
from hub.client.session import Session
from hub.client.streams import Act, open_act
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource, OpenedEvent

IN_MEMORY = 1 << 20
_CONTENT = ("measures", "legal_basis", "offence", "urgent", "wanted_by", "commitment")
_COMMITTED = ("subject", "reference", "fields", "salt")


def submit(request: Request) -> Intent:
    """Hand the newest draft to a second officer for review."""
    return act(request, "mla.submit", _version(request))


def return_draft(request: Request, comments: str) -> Intent:
    """Give the draft back with comments."""
    return act(request, "mla.return_draft", _version(request), Words(comments))


def approve(request: Request) -> Intent:
    """Approve the version under review, naming its content by its commitment."""
    return act(request, "mla.approve", {**_version(request), "commitment": _facts(request)["commitment"]})


def transmission(request: Request) -> str:
    """The identity of sending the approved version, to find it again if it was cut off."""
    return f"mla.transmit {request.standing.version}"


def transmit(
    session: Session, request: Request, room: Path, asking: Asking = QUIET, *,
    channel: str = "formal", outside: str = "", note: str = "",
) -> Intent:  # fmt: skip
    """Send the approved version: the same letter and files, sealed anew to both sides (article 18(13)).

    `channel`: "formal", "advance" (the original follows on the way `outside`), or "track" (only that it
    exists: no files). Files pass through `room`, a folder of the home that is deleted afterwards. `note`
    accompanies the request and is not part of what was approved.
    """
    plain, opened = _approved(request), open_act(session, _draft(request))
    earlier = [one["request"] for one in plain["links"] if one["kind"] == "earlier"]
    facts = {
        **{name: plain[name] for name in _CONTENT}, "channel": channel, "outside": outside,
        "agreement": in_force(session, str(request.summary["requested"]["country"])),
        "supplements": earlier[0] if earlier else None,
    }  # fmt: skip
    files = [] if channel == "track" else _copied(session, _draft(request), opened, room, asking)
    letter = _copy(opened, note)
    if channel == "track":
        letter.pop("salt")  # without the files nobody could compare the commitment
    return act(request, "mla.transmit", facts, files=files, written=letter, identity=transmission(request))


def share_draft(
    session: Session, request: Request, room: Path, asking: Asking = QUIET, *, note: str
) -> Intent:
    """Show the version under review to the requested State, expressly without any formal effect."""
    opened = open_act(session, _draft(request))
    files = _copied(session, _draft(request), opened, room, asking)
    facts = {**_version(request), "commitment": _facts(request)["commitment"]}
    return act(request, "mla.share_draft", facts, files=files, written=_copy(opened, note),
               identity=f"mla.share_draft {request.standing.version}")  # fmt: skip


def oral(session: Session, request: Request, made_at: str, told: str) -> Intent:
    """Record a request made by telephone at `made_at` (UTC, 2026-11-22T03:10:00Z); it must be confirmed in
    writing forthwith (article 18(14))."""
    opened, plain = open_act(session, _draft(request)), _facts(request)
    facts = {"made_at": made_at, **{name: plain[name] for name in ("measures", "legal_basis", "offence")}}
    letter = {**Words(told).written(), **{name: opened.body[name] for name in ("subject", "reference")}}
    return act(request, "mla.oral", facts, written=letter)


def file_note(request: Request, text: str, files: Sequence[FileSource] = ()) -> Intent:
    """A note in the national file, between the central authority and the prosecution."""
    return act(request, "mla.file_note", {}, Words(text), files)


def _version(request: Request) -> Json:
    return {"version": str(request.standing.version)}


def _draft(request: Request) -> Act:
    return request.last("mla.draft")


def _facts(request: Request) -> Json:
    return _draft(request).manifest.facts


def _approved(request: Request) -> Json:
    """The facts of the draft in force. Raises Forged if an officer approved another content."""
    plain, approval = _facts(request), request.last("mla.approve").manifest.facts
    if (approval["version"], approval["commitment"]) != (_draft(request).manifest.event, plain["commitment"]):
        raise Forged(
            "The version in force is not the one that was approved. Nothing was sent.", "not-approved"
        )
    return plain


def _copy(opened: OpenedEvent, note: str) -> Json:
    return {**Words(note).written(), **{name: opened.body[name] for name in _COMMITTED}}


def _copied(
    session: Session, version: Act, opened: OpenedEvent, room: Path, asking: Asking
) -> list[FileSource]:
    progress = asking.progress(sum(part.length for part in version.manifest.parts[1:]), "Preparing")
    files = []
    for entry in opened.files:
        path = fetch_file(session, opened, entry, room / str(entry.n), progress)
        files.append(
            FileSource(entry.name, entry.type, path.read_bytes() if entry.size < IN_MEMORY else path)
        )
    return files
