"""The stage of the stories: who sits where, and the few movements of which every story is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from hub.client import acts, drafts, requests
from hub.client.acts import Words
from hub.client.requests import Request
from hub.client.sending import Intent, Outbox
from hub.client.session import Session
from hub.encryption.canonical import Json

Step = Callable[[Request], Intent]
HERE = files("hub.web.demo")


class Stage:
    """Open sessions by person, and the acts they do. Every method speaks through the real client."""

    def __init__(self, sessions: Mapping[str, Session]) -> None:
        self.sessions = sessions

    def draft(self, name: str, who: str, **changes: Any) -> str:
        """Seal a case of `cases/` as a first draft. `changes`: to, case, links, conducting."""
        session = self.sessions[who]
        with as_file(HERE / "cases" / f"{name}.json") as path:
            case = replace(drafts.read_case(path), **changes)
        request = drafts.request_of(session, Outbox(session).send(drafts.draft(session, case)))
        note = drafts.identities_note(self.see(who, request), case)
        if note is not None:
            Outbox(session).send(note)
        return request

    def approve(self, request: str, drafter: str, approver: str) -> None:
        """Review by two officers."""
        self.do(drafter, request, acts.submit)
        self.do(approver, request, acts.approve)

    def transmit(self, request: str, who: str, channel: str = "formal", outside: str = "") -> None:
        """Send the approved version."""
        session = self.sessions[who]
        with session.home.workroom() as room:
            found = requests.read(session, request)
            Outbox(session).send(acts.transmit(session, found, room, channel=channel, outside=outside))

    def send(
        self, name: str, drafter: str, approver: str, *, channel: str = "formal", outside: str = "",
        **changes: Any,
    ) -> str:  # fmt: skip
        """Draft, review, approve and send. Returns the request."""
        request = self.draft(name, drafter, **changes)
        self.approve(request, drafter, approver)
        self.transmit(request, drafter, channel, outside)
        return request

    def take_on(self, who: str, request: str, reference: str, days: int = 30) -> None:
        """Acknowledge, open and begin to assess."""
        self.do(who, request, lambda found: acts.acknowledge(found, reference, in_days(days)))
        self.open(who, request)
        self.act(who, request, "assess")

    def open(self, who: str, request: str) -> None:
        """Open every letter, and sign that it was opened."""
        requests.open_all(self.sessions[who], self.see(who, request))

    def act(self, who: str, request: str, word: str, text: str = "", **facts: Any) -> None:
        """An act that needs nothing but its facts and words."""
        self.do(who, request, lambda found: acts.act(found, f"mla.{word}", facts, Words(text)))

    def do(self, who: str, request: str, step: Step) -> None:
        """One act, made from the request as it stands."""
        Outbox(self.sessions[who]).send(step(self.see(who, request)))

    def see(self, who: str, request: str) -> Request:
        """The request as one person sees it, checked."""
        return requests.read(self.sessions[who], request)

    def post(self, who: str) -> str:
        """The post a person acts for."""
        return self.sessions[who].focal_point

    def subject(self, who: str, request: str) -> Json:
        """The opened letter of the newest version."""
        return dict(requests.subject(self.sessions[who], self.see(who, request).summary).body)


def evidence(name: str) -> Path:
    """A file of `evidence/`."""
    return Path(str(HERE / "evidence" / name))


def in_days(days: int) -> str:
    """A day from today on, by the clock of this machine in UTC."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()
