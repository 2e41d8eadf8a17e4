"""Pairs and registrations as clients make them: sealed, signed, posted to the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from deconfliction.models import BlindPair, Hit
from focal_points.models import Country
from hub.base import clock
from hub.encryption.blind import new_key, token
from hub.encryption.canonical import Json, b64
from hub.encryption.event import Recipient, SealedEvent, build_event
from hub.encryption.manifest import Sender
from hub.forms.identifiers import normalise
from hub.ledger.models import Stream
from tests.cast import Side
from tests.factories.people import Person, Post

PHONE = "+92 300 1234567"


def make(who: Person, kind: str, stream: UUID, to: list[Post], facts: Json, body: Json) -> SealedEvent:
    """Seal and sign an act at the next place of its stream."""
    head = Stream.objects.filter(pk=stream).first() or Stream(pk=stream)
    assert who.post is not None
    return build_event(
        keys=who.keys, hub=settings.HUB_ID, stream=str(stream), event=str(uuid4()), kind=kind,
        seq=head.head_seq + 1, prev=head.head_hash,
        sender=Sender(str(who.post.id), str(who.id), Country.objects.get(officers=who.id).head_seq),
        recipients=[Recipient(str(one.id), one.generation, one.key().kem_public) for one in to],
        body={"subject": "", "reference": "", "text": "", "fields": {}} | body, files=[], facts=facts,
        handling="H0", created=clock.text(clock.now()),
    )  # fmt: skip


def post(sealed: SealedEvent, who: Person) -> Any:
    """Hand an act to the door; answers the response."""
    parts = [{"n": one.n, "data": b64(one.source)} for one in sealed.parts if isinstance(one.source, bytes)]
    act = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
    return who.api().post(f"/api/v1/streams/{sealed.manifest.stream}/events/", act)


def done(answer: Any) -> Any:
    """The answer of an accepted act, or an AssertionError with the problem."""
    assert answer.status_code == 201, answer.content
    return answer


@dataclass
class Blind:
    """A pair of `ours` and `theirs`."""

    ours: Side
    theirs: Side
    id: UUID = field(default_factory=uuid4)
    key: str = field(default_factory=new_key)
    newest: dict[str, UUID] = field(default_factory=dict)

    @property
    def row(self) -> BlindPair:
        """The pair as it is now."""
        return BlindPair.objects.get(pk=self.id)

    @property
    def hit(self) -> UUID:
        """The hit between the newest registrations of both."""
        return Hit.objects.get(
            pair=self.id, earlier__in=self.newest.values(), later__in=self.newest.values()
        ).pk

    def matched(self) -> Blind:
        """In force, with a hit."""
        self.agreed()
        for side in (self.ours, self.theirs):
            done(self.register(side))
        return self

    def act(self, kind: str, who: Person | None = None, to: list[Post] | None = None) -> Any:
        """Propose, agree or end; answers the response."""
        by = who or (self.theirs if kind == "blind.agree" else self.ours).approver
        facts = {"pair": str(self.id)} | ({"to": str(self.theirs.post.id)} if kind == "blind.open" else {})
        body = {"fields": {"key": self.key}} if kind == "blind.open" else {}
        return post(make(by, kind, self.id, to or [self.ours.post, self.theirs.post], facts, body), by)

    def agreed(self) -> Blind:
        """In force."""
        for kind in ("blind.open", "blind.agree"):
            done(self.act(kind))
        return self

    def sealed(self, side: Side, typed: str = PHONE, **facts: Any) -> SealedEvent:
        """A registration of a side's officer, not posted."""
        made, plain = uuid4(), normalise("phone", typed)
        until = (clock.now() + timedelta(days=30)).date().isoformat()
        said = {"registration": str(made), "pair": str(self.id), "until": until,
                "token": token(self.key, str(self.id), "phone", plain), **facts}  # fmt: skip
        body = {"subject": plain, "reference": "FIR 7", "fields": {"type": "phone"}}
        return make(side.officer, "blind.register", made, [side.post], said, body)

    def register(self, side: Side, typed: str = PHONE, **facts: Any) -> Any:
        """Register; answers the response."""
        sealed = self.sealed(side, typed, **facts)
        answer = post(sealed, side.officer)
        if answer.status_code == 201:
            self.newest[side.code] = UUID(sealed.manifest.stream)
        return answer

    def withdraw(self, side: Side) -> Any:
        """Take the newest registration of a side back."""
        made = self.newest[side.code]
        facts = {"registration": str(made)}
        return post(make(side.officer, "blind.withdraw", made, [side.post], facts, {}), side.officer)


def hits() -> int:
    """How many there are."""
    return Hit.objects.count()
