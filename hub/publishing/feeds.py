"""What is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1. The same entries give the same bytes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from hub.publishing.xmlsafe import Element, child, document, register_namespace

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
# An Atom feed must say when it changed; one that never had an entry says this.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
register_namespace("", ATOM)


@dataclass(frozen=True)
class Entry:
    """One entry: `id` is an address or URN that never changes, `url` its page, `language` its texts'."""

    id: str
    title: str
    url: str
    updated: datetime
    published: datetime
    summary: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed: `url` is its own whole address, `page` that of its page, `author` who publishes."""

    title: str
    url: str
    page: str
    language: str
    author: str
    subtitle: str = ""
    next: str = ""


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """An Atom document, entries in the order given."""
    root = Element(_atom("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    child(root, _atom("id"), feed.url)
    child(root, _atom("title"), feed.title)
    if feed.subtitle:
        child(root, _atom("subtitle"), feed.subtitle)
    child(root, _atom("updated"), _moment(last(entries)))
    child(child(root, _atom("author")), _atom("name"), feed.author)
    child(root, _atom("link"), rel="self", type="application/atom+xml", href=feed.url)
    child(root, _atom("link"), rel="alternate", type="text/html", href=feed.page, hreflang=feed.language)
    if feed.next:
        child(root, _atom("link"), rel="next", type="application/atom+xml", href=feed.next)
    for entry in entries:
        _entry(root, entry)
    return document(root)


def json_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """A JSON Feed document, entries in the order given."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
    }
    optional = {"description": feed.subtitle, "next_url": feed.next}
    items = [_item(entry) for entry in entries]
    return orjson.dumps({**head, **{k: v for k, v in optional.items() if v}, "items": items})


def last(entries: Iterable[Entry]) -> datetime:
    """When the newest entry changed."""
    return max((entry.updated for entry in entries), default=NEVER)


def _entry(root: Element, entry: Entry) -> None:
    made = child(root, _atom("entry"), lang=entry.language)
    child(made, _atom("id"), entry.id)
    child(made, _atom("title"), entry.title)
    child(made, _atom("updated"), _moment(entry.updated))
    child(made, _atom("published"), _moment(entry.published))
    child(made, _atom("link"), rel="alternate", type="text/html", href=entry.url, hreflang=entry.language)
    for author in entry.authors:
        child(child(made, _atom("author")), _atom("name"), author)
    for tag in entry.tags:
        child(made, _atom("category"), term=tag)
    if entry.summary:
        child(made, _atom("summary"), entry.summary)


def _item(entry: Entry) -> dict[str, object]:
    made = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "language": entry.language,
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.tags),
    }
    return {name: value for name, value in made.items() if value or name == "content_text"}


def _moment(moment: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"
