"""Officers of a hub for the load: made through the product's own actions, then taken along as values."""

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import world

POSTS = 25
"""A conversation has at most 25 posts; further officers are colleagues at the same ones."""


@dataclass(frozen=True)
class Seat:
    """An officer at a post, as the own device knows it: keys, token, and the post's newest seed."""

    officer: str
    post: str
    chain_seq: int
    token: str
    kem: bytes = field(repr=False)
    sig: bytes = field(repr=False)
    seed: bytes = field(repr=False)


def make(folder: Path, database: str, count: int) -> tuple[str, list[Seat]]:
    """A new hub (its id) with `count` officers at up to 25 posts of two countries. Once per process."""
    cast = world.start(folder, database)
    from django.conf import settings
    from django.db import connections

    from tests.factories.joining import join, new_person

    sides = (cast.sender, cast.recipient)
    posts = [
        (side, side.chancery.add_post(f"Unit {n}", "police")) for n in range(POSTS) for side in [sides[n % 2]]
    ]
    people = []
    for n in range(count):
        side, post = posts[n % POSTS]
        person = new_person(f"Officer {n}", f"o{n}@{side.code.lower()}.example")
        people.append((side, join(side.chancery, post, person, "officer")))
    found = []
    for side, person in people:
        assert person.post is not None
        keys = person.keys
        found.append(
            Seat(
                str(person.id), str(person.post.id), side.chancery.country.head_seq,
                person.token(("read", "write")), keys.kem.private_bytes_raw(), keys.sig.private_bytes_raw(),
                person.post.seeds[person.post.generation],
            )
        )  # fmt: skip
    connections.close_all()
    return settings.HUB_ID, found
