"""Drafting: begin an item, describe it, write its texts. Only drafts change; what is published never does."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, Unseen, require
from hub.library import reading
from hub.library.actions.counting import next_number
from hub.library.actions.settling import draft, mirrored, written
from hub.library.models import ItemVersion, LibraryItem, Rendition, VersionAuthor
from hub.library.rules import may_write

SENT = frozenset({"facts", "detail", "change_note", "revision"})


@transaction.atomic
def begin(by: Acting, given: Any, now: datetime) -> LibraryItem:
    """Begin an item: type, and optionally facts, detail, and language with title, summary, body.

    Seen by the own country alone until it is published. Raises Forbidden, Invalid.
    """
    require(may_write(by))
    sent = reading.table(given, {"type", "facts", "detail", "text", "language"})
    kind = reading.item_type(sent.get("type"))
    facts = reading.facts(sent.get("facts") or {}, {})
    detail = reading.detail(kind, sent.get("detail") or {}, {})
    item = _begun(by, kind, now)
    mirrored(item, facts)
    item.save(force_insert=True)
    version = begin_version(item, 1, facts, detail)
    if sent.get("text") is not None:
        _put_text(version, reading.language(sent.get("language")), reading.rendition(sent["text"]))
    written(version, by, now, "begin")
    return item


@transaction.atomic
def begin_from(by: Acting, given: Any, writers: Collection[UUID], now: datetime) -> UUID:
    """Begin an item with a text that others wrote: none of them may clear it. Raises as `begin`."""
    item = begin(by, given, now)
    version = item.versions.get()
    rows = [VersionAuthor(version=version, officer_id=one) for one in writers if one != by.officer.pk]
    VersionAuthor.objects.bulk_create(rows)
    return item.pk


def _begun(by: Acting, kind: str, now: datetime) -> LibraryItem:
    return LibraryItem(
        number=next_number(),
        type=kind,
        country_id=by.country,
        post=by.focal_point,
        created_by=by.officer,
        created_at=now,
        changed_at=now,
        listed_at=now,
    )


def begin_version(
    item: LibraryItem, number: int, facts: dict[str, Any], detail: dict[str, str]
) -> ItemVersion:
    """A new draft of an item; its identifier is never given again."""
    identifier = f"{item}.v{number}"
    return ItemVersion.objects.create(
        item=item, number=number, identifier=identifier, facts=facts, detail=detail
    )


@transaction.atomic
def edit(item_id: UUID, by: Acting, given: Any, now: datetime) -> ItemVersion:
    """Change facts, fields or the note on what changed; what is not sent stays. Raises Unseen, Forbidden,
    Invalid, and Conflict if `revision` was sent and is no longer the newest.
    """
    sent = reading.table(given, SENT)
    version = draft(item_id, by, now, reading.whole(sent.get("revision"), "revision"))
    item = version.item
    if "facts" in sent:
        version.facts = reading.facts(sent["facts"], version.facts)
        _no_second_embargo(version)
    if "detail" in sent:
        version.detail = reading.detail(item.type, sent["detail"], version.detail)
    if "change_note" in sent:
        version.change_note = reading.text(sent["change_note"], "change_note", reading.SUMMARY)
    if item.current_id is None:
        mirrored(item, version.facts)
    return written(version, by, now, "edit")


def _no_second_embargo(version: ItemVersion) -> None:
    if version.item.current_id is not None and version.facts["embargo_until"]:
        why = _("An embargo holds for a first version. What is published cannot be hidden again for a while.")
        raise Invalid("bad_field", why, field="embargo_until")


@transaction.atomic
def write_text(item_id: UUID, by: Acting, language: str, given: Any, now: datetime) -> Rendition:
    """Write the draft in one language. The first text is the authoritative one until another is said to be.

    A translation remembers which authoritative text it rests on. Raises as `edit` does.
    """
    code, text = reading.language(language), reading.rendition(given)
    version = draft(item_id, by, now, reading.whole(given.get("revision"), "revision"))
    row = _put_text(version, code, text)
    written(version, by, now, "text")
    return row


def _put_text(version: ItemVersion, code: str, text: dict[str, Any]) -> Rendition:
    first = not version.renditions.filter(authoritative=True).exclude(language=code).exists()
    lead = text.pop("authoritative") or first
    if lead:
        version.renditions.exclude(language=code).update(authoritative=False)
    row, _made = Rendition.objects.update_or_create(
        version=version, language=code, defaults={**text, "authoritative": lead}
    )
    source = version.renditions.get(authoritative=True)
    row.based_on_hash = "" if lead else source.text_hash
    row.save(update_fields=["based_on_hash"])
    return row


@transaction.atomic
def drop_text(item_id: UUID, by: Acting, language: str, now: datetime) -> None:
    """Take a translation out of the draft. Raises Unseen, Forbidden; Invalid for the authoritative text."""
    version = draft(item_id, by, now)
    row = version.renditions.filter(language=language).first()
    if row is None:
        raise Unseen
    if row.authoritative:
        why = _("This is the authoritative text. Make another one authoritative first.")
        raise Invalid("authoritative", why, field="language")
    if row.files.exists():
        raise Invalid("has_files", _("Take its files out first."), field="language")
    row.delete()
    written(version, by, now, "drop_text")
