"""Ties between things of different rooms, seen from either end, and only by who may see the other end.

Rooms do not import each other: each registers how its own things are shown, by kind.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from focal_points.acting import Acting
from hub.publishing.models import Link


@dataclass(frozen=True)
class Shown:
    """A thing as a link names it: title in the reader's language and the address of its page."""

    title: str
    url: str


@dataclass(frozen=True)
class Tie:
    """One link seen from one end: its relation, and the thing at the other end."""

    relation: str
    kind: str
    id: UUID
    shown: Shown


Resolver = Callable[[Collection[UUID], Acting | None], dict[UUID, Shown]]
Finder = Callable[[str, Acting | None], UUID | None]
_resolvers: dict[str, Resolver] = {}
_finders: dict[str, Finder] = {}


def register(kind: str, resolver: Resolver, finder: Finder | None = None) -> None:
    """Say how things of a kind are shown, and how one is found by the number or symbol people call it by.

    Both leave out what the reader may not see.
    """
    _resolvers[kind] = resolver
    if finder:
        _finders[kind] = finder


def named(name: str, reader: Acting | None) -> tuple[str, UUID] | None:
    """Kind and id of what people call so, as HUB-LIB-000012; None if the reader sees nothing of that name."""
    found = ((kind, finder(name, reader)) for kind, finder in _finders.items())
    return next(((kind, thing) for kind, thing in found if thing), None)


def links(kind: str, thing: UUID, reader: Acting | None) -> list[Tie]:
    """What a thing is tied to, oldest first, of what the reader may see."""
    rows = Link.objects.filter(from_kind=kind, from_id=thing)
    return _shown([(row.relation, row.to_kind, row.to_id) for row in rows], reader)


def back_links(kind: str, thing: UUID, reader: Acting | None) -> list[Tie]:
    """What is tied to a thing, oldest first, of what the reader may see."""
    rows = Link.objects.filter(to_kind=kind, to_id=thing)
    return _shown([(row.relation, row.from_kind, row.from_id) for row in rows], reader)


def resolve(kind: str, ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    """The things of a kind that the reader may see; none for a kind that nobody registered."""
    resolver = _resolvers.get(kind)
    return resolver(ids, reader) if resolver and ids else {}


def _shown(ends: Iterable[tuple[str, str, UUID]], reader: Acting | None) -> list[Tie]:
    ends = list(ends)
    kinds = {kind for _, kind, _ in ends}
    found = {kind: resolve(kind, {pk for _, k, pk in ends if k == kind}, reader) for kind in kinds}
    return [Tie(relation, kind, pk, found[kind][pk]) for relation, kind, pk in ends if pk in found[kind]]
