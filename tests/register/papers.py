"""Entries of the register as clients make them: sealed and signed, then posted to the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from focal_points.models import Country
from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.encryption.event import FileSource, Recipient, SealedEvent, build_event
from hub.encryption.manifest import Sender
from hub.ledger.models import Stream
from register.models import PaperRequest
from tests.factories.people import Person, Post

FACTS: Json = {
    "direction": "in", "partner": "NP", "basis": "untoc", "offence": "tip", "urgent": False,
    "measures": ["18.3.f", "18.3.a"], "sent_on": "2026-01-10", "received_on": "2026-01-20",
    "acknowledged_on": "2026-01-23", "decided_on": "2026-02-10", "ended_on": "2026-04-01",
    "outcome": "executed", "ground": "", "rounds": 1, "counts": {"persons_heard": 2},
}  # fmt: skip
BODY = {"subject": "Letter of 10 January", "reference": "R-7", "text": "", "fields": {"their_reference": "X"}}
SCAN = FileSource("scan.pdf", "application/pdf", b"%PDF-1.7 scan")


@dataclass
class Paper:
    """One entry of one person's post."""

    by: Person
    id: UUID = field(default_factory=uuid4)

    @property
    def row(self) -> PaperRequest:
        """The row as it is now."""
        return PaperRequest.objects.get(pk=self.id)

    def make(self, kind: str = "paper.record", to: Post | None = None, **changes: Any) -> SealedEvent:
        """Seal and sign; `changes` go into the facts."""
        by = self.by
        assert by.post is not None
        post = to or by.post
        known = Stream.objects.filter(pk=self.id).first() if kind == "paper.update" else None
        head = known or Stream(pk=self.id)
        sender = Sender(str(by.post.id), str(by.id), Country.objects.get(officers=by.id).head_seq)
        return build_event(
            keys=by.keys, hub=settings.HUB_ID, stream=str(self.id), event=str(uuid4()), kind=kind,
            seq=head.head_seq + 1, prev=head.head_hash, sender=sender,
            recipients=[Recipient(str(post.id), post.generation, post.key().kem_public)],
            body=BODY, files=[SCAN], facts={"paper": str(self.id), **FACTS, **changes}, handling="H0",
            created=clock.text(clock.now()),
        )  # fmt: skip

    def send(self, kind: str = "paper.record", by: Person | None = None, **changes: Any) -> Any:
        """Make and post; answers the response."""
        sealed = self.make(kind, **changes)
        parts = [{"n": p.n, "data": b64(p.source)} for p in sealed.parts if isinstance(p.source, bytes)]
        act = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
        return (by or self.by).api().post(f"/api/v1/streams/{self.id}/events/", act)

    def kept(self, **changes: Any) -> Paper:
        """Recorded, or an AssertionError with the problem."""
        answer = self.send(**changes)
        assert answer.status_code == 201, answer.content
        return self
