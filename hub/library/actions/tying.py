"""Ties of an item to other things, made by its owner to what the owner can see."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, require
from hub.library import reading
from hub.library.actions.settling import held, is_public, settled
from hub.library.rules import OTHER_OWNER, may_write
from hub.publishing.actions import link, unlink
from hub.publishing.links import resolve
from hub.publishing.models import Relation

KIND = "library.item"
# Only what is open enough to be named here: a request is tied from its own side, never from the library.
ENDS = ("library.item", "conferences.recommendation", "conferences.conference")


@transaction.atomic
def link_item(item_id: UUID, by: Acting, given: Any, now: datetime) -> None:
    """Tie the item to {"relation", "kind", "id"}. Raises Unseen, Forbidden, Invalid."""
    relation, kind, other = _read(given)
    item = held(item_id, by, now)
    require(may_write(by) if item.owned_by(by) else OTHER_OWNER)
    if other == item.pk or other not in resolve(kind, [other], by):
        raise Invalid("bad_field", _("What you tie it to is not there."), field="id")
    link(by, (KIND, item.pk), relation, (kind, other))
    settled(item, by, "link", public=is_public(item, now))


@transaction.atomic
def unlink_item(item_id: UUID, by: Acting, given: Any, now: datetime) -> None:
    """Take a tie away. Raises Unseen, Forbidden, Invalid."""
    relation, kind, other = _read(given)
    item = held(item_id, by, now)
    require(may_write(by) if item.owned_by(by) else OTHER_OWNER)
    unlink((KIND, item.pk), relation, (kind, other))
    settled(item, by, "unlink", public=is_public(item, now))


def _read(given: Any) -> tuple[str, str, UUID]:
    sent = reading.table(given, {"relation", "kind", "id"})
    relation = reading.one_of(sent.get("relation"), "relation", Relation.values)
    kind = reading.one_of(sent.get("kind"), "kind", ENDS)
    try:
        return relation, kind, UUID(reading.text(sent.get("id"), "id"))
    except ValueError as error:
        raise Invalid("bad_field", _("What you tie it to is not there."), field="id") from error
