"""What of an item is indexed: the published version for its audience, the working one for its owner."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from focal_points.models import PostType
from hub.base import clock
from hub.library.models import ItemVersion, LibraryItem
from hub.library.models.search import Side
from hub.library.oai.actions import opens_at
from hub.library.search.document import Document, Text
from hub.library.states import State
from hub.publishing.audience import PUBLIC, country_token, post_token


def documents_of(item: LibraryItem) -> list[Document]:
    """None, one or two documents: a retired item has none, one under revision two."""
    if item.state == State.RETIRED:
        return []
    working = item.working
    return [
        *([_shown(item, item.current)] if item.current else []),
        *([_work(item, working)] if working else []),
    ]


def _shown(item: LibraryItem, version: ItemVersion) -> Document:
    tokens = frozenset(item.audience_rows.values_list("token", flat=True))
    # Others than the owner cannot tell that a published item is under revision.
    facts = facts_of_item(item)
    embargo = item.embargo_until if opens_at(item) > clock.now() else None
    return _document(item, version, Side.SHOWN, tokens, facts, State.PUBLISHED, embargo)


def _work(item: LibraryItem, version: ItemVersion) -> Document:
    return _document(item, version, Side.WORK, reviewers(version), version.facts, version.state)


def reviewers(version: ItemVersion) -> frozenset[str]:
    """The tokens of posts besides the owner's that see a version before it is published."""
    if version.state != State.REVIEW:
        return frozenset()
    posts = {post_token(version.reviewer_id)} if version.reviewer_id else set()
    return frozenset(posts | {f"type:{PostType.SECRETARIAT}"})


def facts_of_item(item: LibraryItem) -> dict[str, Any]:
    """The facts of an item as it is published now."""
    names = ("audience", "pillars", "themes", "countries", "instruments", "sdg")
    return {name: getattr(item, name) for name in names}


def _document(
    item: LibraryItem, version: ItemVersion, side: str, tokens: frozenset[str], facts: Mapping[str, Any],
    state: str, embargo: Any = None,
) -> Document:  # fmt: skip
    texts = texts_of(version)
    return Document(
        item=item.pk,
        side=side,
        number=item.number,
        identifier=version.identifier,
        owner=item.country_id,
        state=state,
        tokens=tokens | {country_token(item.country_id)},
        facets=_facets(item, version, facts, state) | {"language": tuple(texts)},
        texts=texts,
        changed_at=_seen(item, version) if side == Side.SHOWN else item.changed_at,
        published_at=version.published_at,
        embargo=embargo,
    )


def _seen(item: LibraryItem, version: ItemVersion) -> datetime:
    """When its readers saw the version first: at its publication, or when the embargo ended."""
    return max(version.published_at or item.changed_at, opens_at(item))


def _facets(
    item: LibraryItem, version: ItemVersion, facts: Mapping[str, Any], state: str
) -> dict[str, tuple[str, ...]]:
    return {
        "type": (item.type,),
        "pillar": tuple(facts.get("pillars", ())),
        "theme": tuple(facts.get("themes", ())),
        "country": tuple(dict.fromkeys([item.country_id, *facts.get("countries", ())])),
        "year": (str(version.published_at.year),) if version.published_at else (),
        "instrument": tuple(dict.fromkeys(one["symbol"] for one in facts.get("instruments", ()))),
        "sdg": tuple(facts.get("sdg", ())),
        "audience": (facts.get("audience", {}).get("kind") or PUBLIC,),
        "state": (state,),
    }


def texts_of(version: ItemVersion) -> dict[str, Text]:
    """The texts by language, the authoritative one first and with the fields of its type."""
    told = "\n".join(_told(version.detail))
    return {
        one.language: Text(one.title, one.summary, f"{one.body}\n{told if one.authoritative else ''}".strip())
        for one in version.renditions.order_by("-authoritative", "language")
    }


def _told(value: Any) -> Iterator[str]:
    """Every text within the fields of a type."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _told(one)
    elif isinstance(value, list):
        for one in value:
            yield from _told(one)
