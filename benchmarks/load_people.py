"""Posts, officers and conversations for a load, and messages sealed and signed ahead of time."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import orjson

if TYPE_CHECKING:
    from hub.encryption.event import SealedEvent
    from tests.cast import Cast
    from tests.factories.people import Person, Post

TEXT = "The vessel was seen again this morning, 12 nautical miles off the cape. " * 3


@dataclass
class Talk:
    """A conversation of two posts of two countries, and who of them is there."""

    posts: list["Post"]
    people: list["Person"]
    stream: str = field(default_factory=lambda: str(uuid4()))
    sealed: list["SealedEvent"] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where its events are."""
        return f"/api/v1/streams/{self.stream}/events/"

    def speakers(self) -> list["Person"]:
        """One officer of each post."""
        return [next(p for p in self.people if p.post is post) for post in self.posts]


def people(cast: "Cast", talks: int, officers: int) -> list[Talk]:
    """Conversations between posts of their own, with `officers` people in all; none signs in by password."""
    from django.test.utils import override_settings

    each = max(1, officers // talks // 2)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        return [_talk(cast, number, each) for number in range(talks)]


def _talk(cast: "Cast", number: int, each: int) -> Talk:
    from tests.factories.joining import join, new_person

    posts, found = [], []
    for side in (cast.sender, cast.recipient):
        post = side.chancery.add_post(f"Unit {number}", "police")
        posts.append(post)
        for one in range(each):
            name = f"{side.code} {number} {one}"
            person = new_person(name, f"u{number}.{one}@{side.code.lower()}.example")
            found.append(join(side.chancery, post, person, "officer"))
    return Talk(posts, found)


def seal(cast: "Cast", talk: Talk, messages: int) -> None:
    """The opening and the messages after it, each signed after the one before, by the two posts in turns."""
    heads = {side.code: side.chancery.country.head_seq for side in (cast.sender, cast.recipient)}
    speakers = list(zip((cast.sender, cast.recipient), talk.speakers(), strict=True))
    posts = sorted(str(post.id) for post in talk.posts)
    for seq in range(messages + 1):
        side, person = speakers[seq % 2]
        said: dict[str, Any] = {"mentions": [], "urgent": False}
        facts = {"thread": talk.stream} | (
            said if seq else {"members": posts, "policy": "one", "about": None}
        )
        talk.sealed.append(_seal(talk, person, heads[side.code], seq, facts))


def _seal(talk: Talk, person: "Person", chain_seq: int, seq: int, facts: dict[str, Any]) -> "SealedEvent":
    from django.conf import settings

    from hub.base import clock
    from hub.encryption.event import Recipient, Sender, build_event

    assert person.post is not None
    to = [Recipient(str(p.id), p.generation, p.key().kem_public) for p in talk.posts]
    body: dict[str, Any] = {
        "subject": "" if seq else "The vessel",
        "reference": "",
        "text": TEXT,
        "fields": {},
    }
    return build_event(
        keys=person.keys, hub=settings.HUB_ID, stream=talk.stream, event=str(uuid4()),
        kind="thread.say" if seq else "thread.open", seq=seq, prev=talk.sealed[-1].hash if seq else "0" * 64,
        sender=Sender(str(person.post.id), str(person.id), chain_seq), recipients=to, body=body, facts=facts,
        handling="H0", created=clock.text(clock.now()),
    )  # fmt: skip


def posted(sealed: "SealedEvent") -> bytes:
    """The act as the door takes it."""
    from hub.encryption.canonical import b64

    parts = [
        {"n": part.n, "data": b64(part.source)} for part in sealed.parts if isinstance(part.source, bytes)
    ]
    return orjson.dumps({"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts})
