"""Who the victims of a request are: kept apart from its content, and opened only when asked for."""

from __future__ import annotations

from hub.client.downloads import fetch_file
from hub.client.errors import forged
from hub.client.requests import LARGEST, Request
from hub.client.session import Session
from hub.client.streams import open_act
from hub.encryption.body import FileEntry
from hub.encryption.canonical import Json, parse
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent
from hub.forms.victims import IDENTITIES_TYPE

CARRIERS = ("mla.draft", "mla.file_note", "mla.share_draft", "mla.transmit", "mla.identities")


def identities(session: Session, request: Request) -> Json | None:
    """The newest identities this officer's post was given, as {"v", "persons"}; None if there are none."""
    for act in reversed([one for one in request.acts if one.manifest.kind in CARRIERS]):
        if len(act.manifest.parts) > 1:
            opened = open_act(session, act)
            for entry in opened.files:
                if entry.type == IDENTITIES_TYPE and entry.size <= LARGEST:
                    return _read(session, opened, entry)
    return None


def _read(session: Session, opened: OpenedEvent, entry: FileEntry) -> Json:
    with session.home.workroom() as room:
        path = fetch_file(session, opened, entry, room / "identities", lambda _done: None)
        try:
            found: Json = parse(path.read_bytes())
        except Refused as error:
            raise forged("The identities of victims", error) from error
    return found
