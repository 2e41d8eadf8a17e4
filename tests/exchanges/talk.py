"""An exchange from its first act to its end, as clients do it: sealed and signed, then posted to the API.

    talk = Talk(cast.sender, cast.recipient, "flag_confirm")
    talk.run("quick.send", "quick.acknowledge", "quick.answer")
    answer = talk.send("quick.close", by=…)          # whatever the hub answers

By default each act is done by whom it belongs to, with facts that fit; all of it can be said otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from rest_framework.test import APIClient

from exchanges.models import Exchange
from exchanges.states import Side
from hub.base import clock
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource, Recipient, SealedEvent, build_event
from hub.forms.exchanges import MOVES
from hub.ledger.models import Stream
from tests.cast import Side as Party
from tests.factories.acts import posted, recipient_of, sender_of
from tests.factories.people import Person, Post

TO_ANSWER = ("quick.send", "quick.acknowledge", "quick.answer")
TO_NOTED = ("info.send", "info.acknowledge", "info.use")
QUICK: dict[str, Any] = {"urgent": False, "handling": "H1", "due": None}
HIDDEN = "al-Bahr al-Ahmar 2"
BODY = {"subject": HIDDEN, "reference": "", "text": "Near Ras Banas.", "fields": {"vessel": HIDDEN}}
OWN: dict[str, dict[str, Any]] = {
    "quick.send": QUICK,
    "quick.answer": {"answer": "yes", "reason": "records"},
    "info.send": {**QUICK, "type": "spontaneous", "evaluation": "B2", "restrictions": [], "until": None},
    "info.use": {"use": "noted", "ways": []},
    "info.ask_consent": {"ways": ["evidence"]},
    "info.answer_consent": {"consent": "granted"},
    "info.exculpatory": {"timing": "before"},
}


@dataclass
class Talk:
    """One exchange between two sides of the cast. `sealed` keeps every event that was made, newest last."""

    sender: Party
    receiver: Party
    type: str = "nat_verify"
    id: UUID = field(default_factory=uuid4)
    sealed: list[SealedEvent] = field(default_factory=list)
    clients: dict[UUID, APIClient] = field(default_factory=dict)

    @property
    def row(self) -> Exchange:
        """The row as it is now."""
        return Exchange.objects.select_related("sender", "receiver").get(pk=self.id)

    def run(self, *kinds: str) -> Talk:
        """Do acts one after the other, each with its default facts."""
        for kind in kinds:
            self.do(kind)
        return self

    def do(self, kind: str, **options: Any) -> Any:
        """Do one act and expect it to be accepted; answers the JSON of the receipt."""
        answer = self.send(kind, **options)
        assert answer.status_code == 201, (kind, answer.status_code, answer.content)
        return answer.json()

    def send(self, kind: str, *, by: Person | None = None, **options: Any) -> Any:
        """Make one act and post it; answers the response. Options are those of `make`."""
        who = by or self.actor(kind)
        return self.post(self.make(kind, by=who, **options), by=who)

    def actor(self, kind: str) -> Person:
        """Whom the act belongs to."""
        return (self.sender if Side.SENDER in MOVES[kind].sides else self.receiver).officer

    def make(
        self,
        kind: str,
        *,
        by: Person,
        facts: dict[str, Any] | None = None,
        to: list[Post] | None = None,
        stream: UUID | None = None,
        handling: str | None = None,
        files: list[FileSource] | None = None,
    ) -> SealedEvent:
        """Seal and sign an act without posting it."""
        place = stream or self.id
        head = Stream.objects.filter(pk=place).first() or Stream(pk=place)
        said = self._facts(kind) | (facts or {})
        sealed = build_event(
            keys=by.keys, hub=settings.HUB_ID, stream=str(place), event=str(uuid4()), kind=kind,
            seq=head.head_seq + 1, prev=head.head_hash, sender=sender_of(by),
            recipients=self._recipients(to), body=BODY,
            files=files or [], facts=said, handling=handling or str(said.get("handling", "H0")),
            created=clock.text(clock.now()), workdir=None,
        )  # fmt: skip
        self.sealed.append(sealed)
        return sealed

    def post(self, sealed: SealedEvent, *, by: Person) -> Any:
        """Post a made act."""
        return self.api(by).post(f"/api/v1/streams/{sealed.manifest.stream}/events/", posted(sealed))

    def api(self, by: Person) -> APIClient:
        """A client with the person's token, made once."""
        if by.id not in self.clients:
            self.clients[by.id] = by.api()
        return self.clients[by.id]

    def _facts(self, kind: str) -> Json:
        facts: Json = {"exchange": str(self.id), **OWN.get(kind, {})}
        if MOVES[kind].begins:
            facts["to"] = str(self.receiver.post.id)
        return facts | ({"type": self.type} if kind == "quick.send" else {})

    def _recipients(self, to: list[Post] | None) -> list[Recipient]:
        posts = to or [self.sender.post, self.receiver.post]
        return [recipient_of(post) for post in posts]
