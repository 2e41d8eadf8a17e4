"""A story at a given time: acts are handed to the room that owns them with the moment at which they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.conf import settings

from hub.base import clock
from hub.encryption.canonical import b64
from hub.encryption.event import SealedEvent
from hub.encryption.receipt import make_retrieval
from hub.ledger.actions.receipts import record_retrieval
from hub.ledger.incoming import read
from hub.ledger.models import Event
from mla_requests.actions import accept_act
from tests.factories.people import Person
from tests.mla_requests.story import Story


@dataclass
class Timed(Story):
    """A story whose officers and whose hub have the time `moment`."""

    def later(self, span: timedelta) -> Timed:
        """Let time pass."""
        self.moment = self.now + span
        return self

    @property
    def now(self) -> datetime:
        """The time in the story."""
        return self.moment or clock.now()

    def post(self, sealed: SealedEvent, *, by: Person) -> Any:
        """Hand the act over as the door does, at the time of the story."""
        parts = []
        for part in sealed.parts:
            data = part.source if isinstance(part.source, bytes) else part.source.read_bytes()
            parts.append({"n": part.n, "data": b64(data)})
        body = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
        acting = by.acting
        incoming = read(body, by=acting, stream=UUID(sealed.manifest.stream))
        accepted = accept_act(incoming, by=acting, now=self.now)
        return SimpleNamespace(status_code=201, content=b"", json=lambda: {"event": accepted.event.pk})

    def opened_by(self, person: Person) -> datetime:
        """The person signs at the time of the story that the newest shared act was opened; answers when."""
        event = Event.objects.filter(stream=self.id).prefetch_related("wraps").latest("seq")
        envelope = make_retrieval(
            person.keys,
            hub=settings.HUB_ID,
            stream=str(event.stream_id),
            event=str(event.pk),
            event_hash=event.hash,
            sender=self._sender(person),
            at=clock.text(self.now),
        )
        record_retrieval(event, envelope, by=person.acting, now=self.now)
        return self.now
