"""An officer's program at work: acts sealed and signed against what the hub says now, many at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from hub.base import clock
from hub.encryption.blocks import BLOCK
from hub.encryption.canonical import Json, b64
from hub.encryption.event import FileSource, Recipient, SealedEvent, build_event
from hub.encryption.manifest import Sender
from hub.encryption.receipt import check_receipt
from tests.factories.people import Person
from tests.mla_requests.story import INLINE


@dataclass(frozen=True)
class Place:
    """A shared stream with its posts; all that does not change while the acts are made."""

    hub: str
    stream: str
    recipients: tuple[Recipient, ...]


@dataclass
class Attempt:
    """An act that was sent: what was sealed, by whom, and the answer if one came before the line broke."""

    sealed: SealedEvent
    by: Officer
    status: int | None = None
    answer: Json = field(default_factory=dict)

    @property
    def body(self) -> Json:
        """The JSON that was posted."""
        parts = [{"n": p.n, "data": b64(_data(p))} for p in self.sealed.parts if p.length <= INLINE]
        return {"envelope": self.sealed.envelope, "wraps": self.sealed.wraps, "parts": parts}

    def is_receipted(self, hub_key: bytes) -> bool:
        """Whether the hub gave its signed word for exactly this act."""
        if self.status not in (200, 201):
            return False
        said = check_receipt(self.answer["receipt"], hub_key)
        return (said["event"], said["event_hash"]) == (self.sealed.manifest.event, self.sealed.hash)


@dataclass
class Officer:
    """A person with a connection of the thread's own. `patient`: after a 409 seals again, else gives up."""

    person: Person
    url: str
    token: str
    chain_seq: int
    patient: bool = True
    attempts: list[Attempt] = field(default_factory=list)
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        """Open the connection."""
        bearer = {"Authorization": f"Bearer {self.token}"}
        self.http = httpx.Client(base_url=self.url, headers=bearer, timeout=30, trust_env=False)

    def note(self, place: Place, size: int) -> Attempt:
        """Send a note with a file of `size` bytes. Raises httpx.TransportError when the hub is gone."""
        while True:
            attempt = self._attempt(place, size)
            if attempt.status != 409 or not self.patient:
                return attempt

    def post(self, attempt: Attempt) -> Attempt:
        """Post an act, or the same act again."""
        stream = attempt.sealed.manifest.stream
        answer = self.http.post(f"/api/v1/streams/{stream}/events/", json=attempt.body)
        attempt.status, attempt.answer = answer.status_code, answer.json()
        return attempt

    def _attempt(self, place: Place, size: int) -> Attempt:
        head = self.http.get(f"/api/v1/streams/{place.stream}/").json()
        attempt = Attempt(self._seal(place, size, head), self)
        self.attempts.append(attempt)
        self.upload(attempt)
        return self.post(attempt)

    def _seal(self, place: Place, size: int, head: Json) -> SealedEvent:
        assert self.person.post is not None
        return build_event(
            keys=self.person.keys,
            hub=place.hub,
            stream=place.stream,
            event=str(uuid4()),
            kind="mla.note",
            seq=head["head_seq"] + 1,
            prev=head["head_hash"],
            sender=Sender(str(self.person.post.id), str(self.person.id), self.chain_seq),
            recipients=place.recipients,
            body={"subject": "", "reference": "", "text": "A note.", "fields": {}},
            files=[FileSource("note.bin", "application/octet-stream", bytes(size))],
            facts={"request": place.stream},
            handling="H0",
            created=clock.text(clock.now()),
        )

    def upload(self, attempt: Attempt) -> None:
        """Upload the parts that are too large to travel with the act."""
        about = {"stream": attempt.sealed.manifest.stream, "event": attempt.sealed.manifest.event}
        for part in attempt.sealed.parts:
            if part.length > INLINE:
                begun = self.http.post("/api/v1/uploads/", json={**about, "n": part.n, "length": part.length})
                data = _data(part)
                for index in range(-(-part.length // BLOCK)):
                    self._put(begun.json()["id"], index, data[index * BLOCK : (index + 1) * BLOCK])

    def _put(self, upload: str, index: int, block: bytes) -> None:
        named = {
            "X-Block-SHA256": hashlib.sha256(block).hexdigest(),
            "Content-Type": "application/octet-stream",
        }
        self.http.put(f"/api/v1/uploads/{upload}/blocks/{index}/", content=block, headers=named)


def _data(part: Any) -> bytes:
    assert isinstance(part.source, bytes)
    return part.source
