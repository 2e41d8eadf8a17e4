"""The cast: sender (Pakistan), recipient (Nepal), stranger (Egypt) and the Secretariat.

Made once per run through the real actions with real keys and signed statements; every test that asks for
`cast` gets the same rows back and its own copy of people, posts and seeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import models, transaction

from focal_points.actions import load_reference
from focal_points.models import (
    ChainStatement,
    Country,
    DirectoryEntry,
    FocalPoint,
    FocalPointKey,
    Invitation,
    Officer,
    Seat,
    SeedWrap,
    TreatyStatus,
)
from tests.factories.chains import Chancery
from tests.factories.joining import found, join, new_person
from tests.factories.people import Person, Post

# Parents before children, as the rows go back in.
TABLES: tuple[type[models.Model], ...] = (
    Country,
    TreatyStatus,
    Group,
    FocalPoint,
    Officer,
    DirectoryEntry,
    Seat,
    ChainStatement,
    FocalPointKey,
    SeedWrap,
    Invitation,
)


@dataclass
class Side:
    """A country of the cast: its chain keeper, its post and its people there."""

    code: str
    chancery: Chancery
    post: Post
    admin: Person
    officer: Person
    approver: Person
    observer: Person | None = None
    leaver: Person | None = None

    @property
    def drafter(self) -> Person:
        """The officer, by the name a requesting side uses."""
        return self.officer


@dataclass
class Cast:
    """Who plays in a test."""

    sender: Side
    recipient: Side
    stranger: Side
    secretariat: Side

    @property
    def sides(self) -> list[Side]:
        """All four."""
        return [self.sender, self.recipient, self.stranger, self.secretariat]


def make_cast() -> Cast:
    """Make everybody through the real actions."""
    load_reference()
    sender = _side("PK", "Central Authority, Ministry of Interior", extra=True)
    recipient = _side("NP", "Office of the Attorney General")
    stranger = _side("EG", "International Cooperation Office")
    return Cast(sender, recipient, stranger, _side("XH", "Secretariat", "secretariat"))


def _side(code: str, name: str, type_: str = "central_authority", *, extra: bool = False) -> Side:
    admin = new_person(f"{code} administrator", f"admin@{code.lower()}.example")
    chancery = found(code, admin)
    post = chancery.add_post(name, type_)
    chancery.seat(admin, post, "admin")
    side = Side(
        code, chancery, post, admin, *(_join(chancery, post, role) for role in ("officer", "approver"))
    )
    if extra:
        side.observer = _join(chancery, post, "observer")
        side.leaver = _join(chancery, post, "officer", "leaver")
    return side


def _join(chancery: Chancery, post: Post, role: str, called: str = "") -> Person:
    name, code = called or role, chancery.code
    return join(chancery, post, new_person(f"{code} {name}", f"{name}@{code.lower()}.example"), role)


@dataclass
class Script:
    """Rows and people of one run."""

    cast: Cast
    rows: list[tuple[Any, list[models.Model]]]

    @classmethod
    def write(cls) -> Script:
        """Make the cast in the open transaction and read back every row."""
        cast = make_cast()
        return cls(cast, [(table, list(models.QuerySet[Any](table).order_by("pk"))) for table in TABLES])

    def play(self) -> Cast:
        """Put the rows into the database; answer a copy of the people."""
        for table, rows in self.rows:
            models.QuerySet[Any](table).bulk_create(deepcopy(rows))
        return _copied(self.cast)


def _copied(cast: Cast) -> Cast:
    """A copy of everything but the private keys, which the library does not copy (and which never change)."""
    people = [person for side in cast.sides for person in side.chancery.people.values()]
    memo: dict[int, Any] = {id(person.keys): person.keys for person in people}
    return deepcopy(cast, memo)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def cast_script() -> dict[str, Script]:
    """Holds the script once a test needed it."""
    return {}


@pytest.fixture
def cast(db: None, cast_script: dict[str, Script]) -> Cast:
    """Sender, recipient, stranger and Secretariat, in the database."""
    del db
    if "script" not in cast_script:
        with _undone():
            cast_script["script"] = Script.write()
    return cast_script["script"].play()


@pytest.fixture(autouse=True)
def _fresh_throttles() -> None:
    """No test inherits another one's failed attempts."""
    cache.clear()
