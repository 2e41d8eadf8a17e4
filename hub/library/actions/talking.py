"""Comments and following."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.library import reading
from hub.library.actions.notices import tell_about
from hub.library.actions.settling import held
from hub.library.models import Comment, Follow, LibraryItem
from hub.library.queries.detail import comments_for, newest_for
from hub.library.rules import may_comment, may_withdraw
from hub.library.telling import Notice, followers

LONGEST = 5_000


@transaction.atomic
def comment(item_id: UUID, by: Acting, given: Any, now: datetime) -> Comment:
    """Say {"text", "parent", "internal"} about what is read now. On a draft it stays with the owner.

    Raises Unseen, Forbidden, Invalid.
    """
    sent = reading.table(given, {"text", "parent", "internal"})
    item = held(item_id, by, now)
    require(may_comment(item, by))
    parent = _parent(item, by, sent.get("parent"))
    version = parent.version if parent else newest_for(item, by)
    if version is None:
        raise Unseen
    unpublished = version.published_at is None or not item.is_open(now.date())
    asked = reading.yes(sent.get("internal"), "internal") and item.owned_by(by)
    row = Comment.objects.create(
        item=item,
        version=version,
        post=by.focal_point,
        officer=by.officer,
        text=reading.text(sent.get("text"), "text", LONGEST, required=True),
        parent=parent,
        internal=unpublished or asked or bool(parent and parent.internal),
        at=now,
    )
    _told(row, item, by, now)
    return row


def _parent(item: LibraryItem, by: Acting, given: Any) -> Comment | None:
    if given in (None, ""):
        return None
    try:
        found = next((one for one in comments_for(item, by) if one.pk == UUID(str(given))), None)
    except ValueError:
        found = None
    if found is None or found.withdrawn:
        raise Invalid("bad_field", _("The comment you answer is not there."), field="parent")
    return found.parent or found


def _told(row: Comment, item: LibraryItem, by: Acting, now: datetime) -> None:
    record(Kind.LIBRARY_ACTED, who=by.officer.pk, country=by.country, what=f"comment {item.pk}")
    to = {item.created_by_id} if row.internal else {item.created_by_id} | followers(item, now)
    if row.parent and not row.internal:
        to &= to
    tell_about([Notice(frozenset(to) - {by.officer.pk}, "library.comment", item.pk)])


@transaction.atomic
def withdraw_comment(item_id: UUID, by: Acting, comment_id: UUID, now: datetime) -> None:
    """Take a comment back: its text goes, its place stays. Raises Unseen, Forbidden."""
    item = held(item_id, by, now)
    row = next((one for one in comments_for(item, by) if one.pk == comment_id), None)
    if row is None:
        raise Unseen
    require(may_withdraw(row, by))
    row.text, row.withdrawn = "", True
    row.save(update_fields=["text", "withdrawn"])
    record(Kind.LIBRARY_ACTED, who=by.officer.pk, country=by.country, what=f"withdraw_comment {item.pk}")


@transaction.atomic
def follow(item_id: UUID, by: Acting, now: datetime) -> None:
    """Be told of new versions and comments. Raises Unseen."""
    item = held(item_id, by, now)
    Follow.objects.update_or_create(item=item, officer=by.officer, defaults={"post": by.focal_point})


@transaction.atomic
def unfollow(item_id: UUID, by: Acting, now: datetime) -> None:
    """Be told no more. Raises Unseen."""
    Follow.objects.filter(item=held(item_id, by, now), officer=by.officer).delete()
