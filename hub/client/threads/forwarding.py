"""Passing a message on to another conversation: words and files sealed anew, with their source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.client.downloads import fetch_file, safe_name
from hub.client.errors import NotFound, Usage
from hub.client.session import Session
from hub.client.threads.history import History
from hub.client.threads.items import Items
from hub.client.threads.lists import read_thread
from hub.client.threads.opening import TEXTS, Opener, message
from hub.client.threads.passing import check_share, consent_for, covering
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource

Progress = Callable[[int, str], Callable[[int], None]]


@dataclass(frozen=True)
class Passed:
    """What is passed on: text, files, the handling code it keeps, and its source for the letter."""

    text: str
    files: Sequence[FileSource]
    handling: str
    source: Json


def pass_on(
    session: Session, typed: str, target: History, room: Path,
    progress: Progress = lambda _total, _label: lambda _done: None,
) -> Passed:  # fmt: skip
    """A message THREAD/N ready to be posted on `target`. Raises RefusedByHub with the rule against it."""
    thread, slash, number = typed.partition("/")
    if not slash:
        raise Usage("Name the message as CONVERSATION/NUMBER.")
    history = read_thread(session, thread)
    manifest = message(history, number).manifest
    if manifest.kind not in TEXTS:
        raise NotFound("Only messages are passed on.")
    receivers = target.members()
    check_share(session, history, manifest.event, receivers)
    items = Items.of(history.events)
    letter = Opener(session, history).letter(history.find(manifest.event))
    files = []
    for entry in letter.opened.files:
        path = room / f"{entry.n}-{safe_name(entry.name, entry.n)}"
        length = letter.opened.manifest.parts[entry.n].length
        fetch_file(session, letter.opened, entry, path, progress(length, entry.name[:30]))
        files.append(FileSource(entry.name, entry.type, path))
    code = covering(items.all[manifest.event].codes)
    source = {
        "thread": history.id, "event": manifest.event, "handling": code, "owner": manifest.sender.focal_point,
    }  # fmt: skip
    consent = consent_for(history, manifest.event, receivers)
    return Passed(letter.text, files, code, {**source, **({"consent": consent} if consent else {})})
