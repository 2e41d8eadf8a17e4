"""Items as JSON, made for one reader: nothing is in it that this reader may not see."""

from typing import Any

from django.db.models import Sum

from focal_points.acting import Acting
from hub.base import clock
from hub.library.models import Comment, Decision, ItemFile, ItemVersion, LibraryItem, Rendition, Replication
from hub.library.queries.detail import (
    comments_for,
    decisions_for,
    newest_for,
    replications_for,
    shown_state,
    version_for,
    versions_for,
)
from hub.library.rules import Standing, acts_for
from hub.library.states import State
from hub.publishing import links

KIND = "library.item"
Json = dict[str, Any]


def row_json(item: LibraryItem, reader: Acting | None) -> Json:
    """An item in a list."""
    version = newest_for(item, reader)
    lead = version.authoritative if version else None
    published = item.current.published_at if item.current else None
    return {
        "id": str(item.pk),
        "identifier": version.identifier if version else str(item),
        "number": item.number,
        "type": item.type,
        "country": item.country_id,
        "state": shown_state(item, reader),
        "title": lead.title if lead else "",
        "language": lead.language if lead else "",
        "languages": sorted(row.language for row in version.renditions.all()) if version else [],
        "published_at": clock.text(published) if published else None,
    }


def detail_json(item: LibraryItem, reader: Acting | None, number: int | None = None) -> Json:
    """An item whole: one version (the newest, or that number), and all around it. Raises Unseen."""
    if item.state == State.RETIRED and not item.owned_by(reader):
        return _tombstone(item)
    version = version_for(item, reader, number)
    return {
        **row_json(item, reader),
        "post": {"id": str(item.post_id), "name": item.post.name},
        "version": version_json(version, reader, item),
        "versions": [_place(row) for row in versions_for(item, reader)],
        "replications": [replication_json(row) for row in replications_for(item, reader)],
        "comments": [comment_json(row, reader) for row in comments_for(item, reader)],
        "decisions": [_decision(row) for row in decisions_for(item, reader)],
        "links": [_tie(tie) for tie in links.links(KIND, item.pk, reader)],
        "back_links": [_tie(tie) for tie in links.back_links(KIND, item.pk, reader)],
        **(_for_officers(item, reader) if reader else {}),
    }


def _for_officers(item: LibraryItem, reader: Acting) -> Json:
    answers = acts_for(Standing.of(item), reader)
    return {
        "following": item.follows.filter(officer=reader.officer).exists(),
        "acts": [act.code for act, answer in answers if answer],
        "used": _used(item) if item.owned_by(reader) else None,
    }


def _used(item: LibraryItem) -> int:
    return item.usage.aggregate(all=Sum("count"))["all"] or 0


def _tombstone(item: LibraryItem) -> Json:
    return {
        "id": str(item.pk),
        "identifier": str(item),
        "number": item.number,
        "type": item.type,
        "country": item.country_id,
        "state": State.RETIRED.value,
        "retired_at": clock.text(item.retired_at) if item.retired_at else None,
        "reason": item.retired_reason,
    }


def version_json(version: ItemVersion, reader: Acting | None, item: LibraryItem) -> Json:
    """A version with its texts and files. Who else may read it is told to the owner and a reviewer alone."""
    whole = item.owned_by(reader) or version.state == State.REVIEW
    return {
        **_place(version),
        "facts": version.facts if whole else _told(version.facts),
        "detail": version.detail,
        "renditions": [rendition_json(row) for row in version.renditions.all()],
    }


def _told(facts: Json) -> Json:
    kind = facts["audience"]["kind"]
    kept = {name: value for name, value in facts.items() if name != "embargo_until"}
    return {**kept, "audience": {"kind": kind, "names": []}}


def _place(version: ItemVersion) -> Json:
    return {
        "number": version.number,
        "identifier": version.identifier,
        "state": version.state,
        "revision": version.revision,
        "hash": version.hash,
        "change_note": version.change_note,
        "published_at": clock.text(version.published_at) if version.published_at else None,
    }


def rendition_json(row: Rendition) -> Json:
    """A text in one language; `behind` if the authoritative text moved on."""
    return {
        "language": row.language,
        "title": row.title,
        "summary": row.summary,
        "body": row.body,
        "authoritative": row.authoritative,
        "translation": "" if row.authoritative else row.translation,
        "behind": row.behind,
        "files": [file_json(file) for file in row.files.all()],
    }


def file_json(row: ItemFile) -> Json:
    """A file without its place in storage."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
    }


def comment_json(row: Comment, reader: Acting | None) -> Json:
    """A comment; one taken back has no text. Other countries are told the post, not the person."""
    return {
        "id": str(row.pk),
        "version": row.version.number,
        "parent": str(row.parent_id) if row.parent_id else None,
        "country": row.post.country_id,
        "post": row.post.name,
        "officer": row.officer.name if reader and reader.country == row.post.country_id else "",
        "at": clock.text(row.at),
        "text": row.text,
        "internal": row.internal,
        "withdrawn": row.withdrawn,
    }


def replication_json(row: Replication) -> Json:
    """A country's word that it used a practice too."""
    return {
        "id": str(row.pk),
        "country": row.country_id,
        "note": row.note,
        "result": row.result,
        "state": row.state,
        "at": clock.text(row.at),
    }


def _decision(row: Decision) -> Json:
    return {
        "act": row.act,
        "version": row.version.number,
        "post": row.post.name,
        "officer": row.officer.name,
        "at": clock.text(row.at),
        "reason": row.reason,
    }


def _tie(tie: links.Tie) -> Json:
    return {
        "relation": tie.relation,
        "kind": tie.kind,
        "id": str(tie.id),
        "title": tie.shown.title,
        "url": tie.shown.url,
    }
