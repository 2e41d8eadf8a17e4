"""An agreement between two sides of the cast as clients make it: sealed, signed, posted to the door.

pact = Pact(cast.sender, cast.recipient)
pact.do("pair.propose")
answer = pact.send("pair.accept")            # whatever the hub answers
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from agreements.models import Agreement
from focal_points.models import Country
from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.encryption.event import Recipient, SealedEvent, build_event
from hub.encryption.manifest import Sender
from hub.ledger.models import Stream
from tests.cast import Side
from tests.factories.people import Person, Post

RULES: Json = {
    "channel": "formal",
    "clocks": {"ack": {"days": 3, "working": True, "urgent_hours": 12}},
    "grounds_removed": [],
    "languages": {"PK": ["en"], "NP": ["en", "ne"]},
    "statistics": ["counts"],
}


@dataclass
class Pact:
    """One proposal of `sender` to `recipient`, and the acts on it."""

    sender: Side
    recipient: Side
    rules: Json = field(default_factory=lambda: dict(RULES))
    replaces: UUID | None = None
    id: UUID = field(default_factory=uuid4)

    @property
    def row(self) -> Agreement:
        """The agreement as it is now."""
        return Agreement.objects.get(pk=self.id)

    def run(self, *kinds: str) -> Pact:
        """Do acts one after the other."""
        for kind in kinds:
            self.do(kind)
        return self

    def do(self, kind: str, **options: Any) -> Json:
        """Do an act and expect it to be accepted."""
        answer = self.send(kind, **options)
        assert answer.status_code == 201, (kind, answer.status_code, answer.content)
        return dict(answer.json())

    def send(self, kind: str, *, by: Person | None = None, **options: Any) -> Any:
        """Make an act and post it; by default it is done by an approver of the side it belongs to."""
        side = self.sender if kind in ("pair.propose", "pair.end") else self.recipient
        who = by or side.approver
        return self.post(self.make(kind, by=who, **options), by=who)

    def make(
        self,
        kind: str,
        *,
        by: Person,
        facts: Json | None = None,
        to: list[Post] | None = None,
        stream: UUID | None = None,
        event: UUID | None = None,
        place: tuple[int, str] | None = None,
    ) -> SealedEvent:
        """Seal and sign an act without posting it."""
        head = Stream.objects.filter(pk=stream or self.id).first() or Stream(pk=self.id)
        seq, prev = place or (head.head_seq + 1, head.head_hash)
        assert by.post is not None
        posts = to or [self.sender.post, self.recipient.post]
        return build_event(
            keys=by.keys,
            hub=settings.HUB_ID,
            stream=str(stream or self.id),
            event=str(event or uuid4()),
            kind=kind,
            seq=seq,
            prev=prev,
            sender=Sender(str(by.post.id), str(by.id), Country.objects.get(officers=by.id).head_seq),
            recipients=[Recipient(str(one.id), one.generation, one.key().kem_public) for one in posts],
            body={"subject": "Rules between us", "reference": "", "text": "As discussed.", "fields": {}},
            files=[],
            facts=facts or self.facts(kind),
            handling="H0",
            created=clock.text(clock.now()),
        )

    def facts(self, kind: str) -> Json:
        """The plain facts that fit."""
        if kind != "pair.propose":
            return {"pair": str(self.id)}
        replaces = str(self.replaces) if self.replaces else None
        to = str(self.recipient.post.id)
        return {"pair": str(self.id), "to": to, "replaces": replaces, "rules": self.rules}

    def post(self, sealed: SealedEvent, *, by: Person) -> Any:
        """Hand an act to the door."""
        parts = []
        for part in sealed.parts:
            assert isinstance(part.source, bytes)
            parts.append({"n": part.n, "data": b64(part.source)})
        act = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
        return by.api().post(f"/api/v1/streams/{sealed.manifest.stream}/events/", act)
