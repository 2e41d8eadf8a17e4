"""A conversation as clients have it: every act sealed to its members and signed, then posted to the API.

    talk = Talking(cast.sender, cast.recipient)
    talk.open()
    said = talk.say(cast.recipient, "Near Ras Banas.")          # the event's id
    answer = talk.send("thread.close", by=cast.sender)          # whatever the hub answers

Facts that fit are made up; all of them can be said otherwise.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from rest_framework.test import APIClient

from hub.base import clock
from hub.encryption import hpke
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.event import FileSource, Recipient, SealedEvent, build_event
from hub.ledger.models import Stream
from hub.threads.standing import Standing
from messaging.models import Thread
from messaging.queries.rebuild import rebuild
from tests.cast import Side
from tests.factories.acts import posted, recipient_of, sender_of
from tests.factories.people import Person, Post

HIDDEN = "Al-Bahr Al-Ahmar 2"
BODY: Json = {"subject": "", "reference": "", "text": HIDDEN, "fields": {}}


class Talking:
    """One conversation between sides of the cast; the first one opens it."""

    def __init__(self, *sides: Side, policy: str = "one") -> None:
        self.id: UUID = uuid4()
        self.sides = {str(side.post.id): side for side in sides}
        self.first = sides[0]
        self.policy = policy
        self.sealed: dict[str, SealedEvent] = {}
        self.clients: dict[UUID, APIClient] = {}

    @property
    def row(self) -> Thread:
        """The row as it is now."""
        return Thread.objects.get(pk=self.id)

    @property
    def standing(self) -> Standing:
        """Where it stands by the tables, once its events say the same."""
        row = self.row
        stored = row.standing()
        assert rebuild(row) == stored
        return stored

    def knows(self, side: Side) -> Side:
        """A side that is not on it (yet), so that acts can be sealed to it."""
        self.sides[str(side.post.id)] = side
        return side

    def open(self, **options: Any) -> Talking:
        """The first act."""
        members = sorted(self.sides)
        facts = {"members": members, "policy": self.policy, "about": None, **options.pop("facts", {})}
        self.do("thread.open", by=self.first, facts=facts, to=facts["members"], **options)
        return self

    def say(self, by: Side, text: str = HIDDEN, *, handling: str = "H0", **facts: Any) -> str:
        """A message; answers its id."""
        body = {**BODY, "text": text}
        return self.do("thread.say", by=by, facts=facts, body=body, handling=handling)

    def admit(self, side: Side, *, by: Side, shared: list[str] | None = None, **facts: Any) -> str:
        """Admit a post, with the keys of older acts; answers the act's id."""
        return self.do("thread.admit", by=by, **self.admission(side, shared=shared, **facts))

    def admission(self, side: Side, *, shared: list[str] | None = None, **facts: Any) -> Json:
        """Facts and receivers of an admission."""
        post = str(self.knows(side).post.id)
        now = self.row.standing()
        members = sorted({*now.members, post})
        keys = {event: self.shared_key(event, side) for event in shared or []}
        told: Json = {"proposal": None, "post": post, "members": members, "policy": now.policy}
        return {"facts": {**told, "links": list(now.links), "shared": keys, **facts}, "to": members}

    def shared_key(self, event: str, to: Side) -> str:
        """The key of an older act, as a member opens it and wraps it to a newcomer."""
        wrap = self.sealed[event].wraps[0]
        post, generation = self.sides[str(wrap["focal_point"])].post, int(wrap["generation"])
        info = hpke.wrap_info(settings.HUB_ID, str(self.id), event, str(post.id), generation)
        key = hpke.unwrap(post.key(generation).kem_private, unb64(wrap["wrap"]), info)
        return wrapped(key, str(self.id), event, to.post)

    def do(self, kind: str, *, by: Side, **options: Any) -> str:
        """Do one act and expect it to be accepted; answers its id."""
        answer = self.send(kind, by=by, **options)
        assert answer.status_code == 201, (kind, answer.status_code, answer.content)
        return str(answer.json()["event"])

    def send(self, kind: str, *, by: Side, **options: Any) -> Any:
        """Make one act and post it; answers the response. Options are those of `make`."""
        return self.post(self.make(kind, by=by, **options), by=by.officer)

    def make(
        self,
        kind: str,
        *,
        by: Side,
        facts: dict[str, Any] | None = None,
        to: list[str] | None = None,
        body: Json | None = None,
        handling: str = "H0",
        files: list[FileSource] | None = None,
        exactly: bool = False,
        event: str = "",
    ) -> SealedEvent:
        """Seal and sign an act without posting it; `exactly`: no facts but these."""
        head = Stream.objects.filter(pk=self.id).first() or Stream(pk=self.id)
        said = dict(facts or {}) if exactly else {**self._facts(kind), **(facts or {})}
        made = build_event(
            keys=by.officer.keys, hub=settings.HUB_ID, stream=str(self.id), event=event or str(uuid4()),
            kind=kind,
            seq=head.head_seq + 1, prev=head.head_hash, sender=sender_of(by.officer),
            recipients=self._recipients(to), body=body or BODY, files=files or [], facts=said,
            handling=handling, created=clock.text(clock.now()), workdir=None,
        )  # fmt: skip
        self.sealed[made.manifest.event] = made
        return made

    def post(self, made: SealedEvent, *, by: Person) -> Any:
        """Post a made act."""
        return self.api(by).post(f"/api/v1/streams/{made.manifest.stream}/events/", posted(made))

    def api(self, by: Person) -> APIClient:
        """A client with the person's token, made once."""
        if by.id not in self.clients:
            self.clients[by.id] = by.api()
        return self.clients[by.id]

    def seen(self, by: Side) -> list[Json]:
        """The events as the API shows them to a side's officer, at most 200."""
        answer = self.api(by.officer).get(f"/api/v1/streams/{self.id}/events/?limit=200")
        assert answer.status_code == 200, answer.content
        return list(answer.json()["events"])

    def _facts(self, kind: str) -> Json:
        return {"thread": str(self.id), **_OWN.get(kind, {})}

    def _recipients(self, to: list[str] | None) -> list[Recipient]:
        names = to if to is not None else sorted(self.row.standing().members)
        return [recipient_of(self.sides[name].post) for name in names]


_OWN: dict[str, Json] = {
    "thread.say": {"mentions": [], "urgent": False},
    "thread.task": {"due": None},
    "thread.task_done": {"state": "done"},
    "thread.poll": {"closes": None},
    "thread.propose": {"shared": []},
    "thread.agree": {"answer": "yes"},
    "thread.ask_consent": {"ways": ["share"], "to": None},
    "thread.consent": {"answer": "given"},
}


def wrapped(key: bytes, stream: str, event: str, to: Post) -> str:
    """An event's key for another post, in base64."""
    info = hpke.wrap_info(settings.HUB_ID, stream, event, str(to.id), to.generation)
    return b64(hpke.wrap(to.key().kem_public, key, info))
