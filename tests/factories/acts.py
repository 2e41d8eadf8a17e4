"""Pieces of acts as clients make them: who signs, for whom, and the form in which they are posted."""

from __future__ import annotations

from focal_points.models import Country
from hub.encryption.canonical import Json, b64
from hub.encryption.event import Recipient, SealedEvent
from hub.encryption.manifest import Sender
from tests.factories.people import Person, Post


def sender_of(by: Person) -> Sender:
    """The officer at the own post, under the country's chain as it is now."""
    assert by.post is not None
    return Sender(str(by.post.id), str(by.id), Country.objects.get(officers=by.id).head_seq)


def recipient_of(post: Post) -> Recipient:
    """A post with its newest key."""
    return Recipient(str(post.id), post.generation, post.key().kem_public)


def posted(made: SealedEvent) -> Json:
    """A sealed act whose parts are all small, as it is posted."""
    parts = []
    for part in made.parts:
        assert isinstance(part.source, bytes)
        parts.append({"n": part.n, "data": b64(part.source)})
    return {"envelope": made.envelope, "wraps": made.wraps, "parts": parts}
