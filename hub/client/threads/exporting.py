"""A conversation out of the hub: what was said as JSON and text, its files, and the bundle that proves it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hub.client.downloads import fetch_file, safe_name
from hub.client.errors import Forged, Usage
from hub.client.session import Session
from hub.client.streams import Act
from hub.client.threads.history import History
from hub.client.threads.items import CORRECT
from hub.client.threads.opening import Letter, Opener
from hub.client.threads.pieces import check_exported, verify_pieces
from hub.encryption.bundle import check_bundle
from hub.encryption.canonical import Json
from hub.encryption.chain import ChainState
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent
from hub.encryption.verify import VerifiedEvent

MESSAGES, BUNDLE, TEXT, FILES = "messages.json", "bundle.json", "conversation.txt", "files"
Progress = Callable[[int, str], Callable[[int], None]]


def as_json(session: Session, act: Act, opened: OpenedEvent, *, shared: bool = False) -> Json:
    """One act as programs read it: what was signed, and what the opened letter says."""
    manifest, body = act.manifest, opened.body
    officer = session.trust.chain(act.proof.country).officers[manifest.sender.officer]
    return {
        "thread": manifest.stream, "event": manifest.event, "seq": manifest.seq, "kind": manifest.kind,
        "sent": manifest.created, "country": act.proof.country, "post": manifest.sender.focal_point,
        "officer": officer.name, "handling": manifest.handling, "facts": manifest.facts,
        "subject": body["subject"], "reference": body["reference"], "text": body["text"],
        "fields": body["fields"], "files": [one.to_dict() for one in opened.files], "shared": shared,
    }  # fmt: skip


def export(
    session: Session, history: History, folder: Path, write_text: Callable[[Sequence[Letter]], str],
    progress: Progress = lambda _total, _label: lambda _done: None,
) -> int:  # fmt: skip
    """Write everything into a new folder; `write_text` makes the readable version. Returns how many acts.

    Raises Usage if the folder holds something, Forged if the bundle does not prove these very acts.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Usage(f"{folder} is not empty. Choose a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    opener = Opener(session, history)
    letters = [opener.letter(act) for act in history.events if act.manifest.kind != CORRECT]
    rows = [
        as_json(session, act, opener.open(act.manifest.event), shared=act.manifest.event in history.shared)
        for act in history.events
    ]
    bundle = session.connection.get(f"streams/{history.id}/bundle/")
    _same(history, bundle, session.trust.hub_key)
    _write(folder / MESSAGES, {"thread": history.id, "hub": session.hub, "acts": rows})
    _write(folder / BUNDLE, bundle)
    (folder / TEXT).write_text(write_text(letters), "utf-8")
    for act in history.events:
        _files(session, opener.open(act.manifest.event), folder / FILES, progress)
    return len(rows)


def _same(history: History, bundle: Any, hub_key: bytes) -> None:
    try:
        report = check_bundle(bundle, hub_key, verify=verify_export)
    except Refused as error:
        raise Forged(
            f"The bundle of the hub does not prove this conversation ({error}).", error.code
        ) from error
    proven = {one.hash for one in report.events}
    if not {act.hash for act in history.events} <= proven:
        raise Forged("The bundle of the hub leaves out acts of this conversation.", "bundle-short")


def verify_export(
    events: Sequence[Any], chains: Mapping[str, ChainState], hub: str
) -> list[VerifiedEvent]:  # fmt: skip
    """How the acts of an exported conversation are checked: in the pieces that its reader had."""
    found = verify_pieces(events, chains, hub)
    check_exported(found)
    return found


def _files(session: Session, opened: OpenedEvent, folder: Path, progress: Progress) -> None:
    for entry in opened.files:
        folder.mkdir(exist_ok=True)
        name = f"{opened.manifest.seq + 1}-{entry.n}-{safe_name(entry.name, entry.n)}"
        part = opened.manifest.parts[entry.n]
        fetch_file(session, opened, entry, folder / name, progress(part.length, name[:30]))


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
