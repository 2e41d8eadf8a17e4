"""Acts that erase, as clients make them: about the streams of one request."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from hub.base import clock
from hub.encryption.canonical import Json, b64
from hub.encryption.erasing import CONTENT, PROPOSE
from hub.encryption.event import Recipient, SealedEvent, build_event
from hub.ledger.models import Stream
from tests.factories.people import Person, Post
from tests.mla_requests.story import Story, _bytes

LETTER = {"subject": "", "reference": "", "text": "", "fields": {}}


def what(upto: int | None = None, events: list[Json] | None = None, rule: str = "court") -> Json:
    """The facts of a proposal."""
    return {"rule": rule, "upto": upto, "events": events or []}


def make(story: Story, kind: str, by: Person, facts: Json, stream: UUID | None = None) -> SealedEvent:
    """Seal and sign an erasing act on the shared stream, or another, without posting it."""
    place = stream or story.id
    head = Stream.objects.get(pk=place)
    posts: list[Post] = [story.sender.post]
    if place == story.id:
        posts.append(story.recipient.post)
    return build_event(
        keys=by.keys, hub=settings.HUB_ID, stream=str(place), event=str(uuid4()), kind=kind,
        seq=head.head_seq + 1, prev=head.head_hash, sender=story._sender(by),  # noqa: SLF001 - the same hands
        recipients=[Recipient(str(one.id), one.generation, one.key().kem_public) for one in posts],
        body=LETTER, files=[], facts=facts, handling="H1", created=clock.text(clock.now()), workdir=None,
    )  # fmt: skip


def post(made: SealedEvent, by: Person) -> Any:
    """Post it; answers the response."""
    parts = [{"n": part.n, "data": b64(_bytes(part))} for part in made.parts]
    act = {"envelope": made.envelope, "wraps": made.wraps, "parts": parts}
    return by.api().post(f"/api/v1/streams/{made.manifest.stream}/events/", act)


def send(story: Story, kind: str, by: Person, facts: Json, stream: UUID | None = None) -> Any:
    """Make and post."""
    return post(make(story, kind, by, facts, stream), by)


def propose(story: Story, by: Person, facts: Json, stream: UUID | None = None) -> str:
    """A proposal that is taken; answers its id."""
    made = make(story, PROPOSE, by, facts, stream)
    answer = post(made, by)
    assert answer.status_code == 201, answer.content
    return made.manifest.event


def erase(story: Story, side: Any, facts: Json, stream: UUID | None = None) -> Any:
    """A side's officer proposes and its approver signs; answers the second response."""
    proposal = propose(story, side.officer, facts, stream)
    return send(story, CONTENT, side.approver, facts | {"proposal": proposal}, stream)
