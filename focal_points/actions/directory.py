"""Keep a country's own directory entries true."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.models import DirectoryEntry, FocalPoint, Officer
from focal_points.rules import may_administer
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, require

EDITABLE = frozenset(
    {
        "territory",
        "local_name",
        "designated_under",
        "designated_on",
        "address",
        "phone",
        "email",
        "urgent_contact",
        "time_zone",
        "working_week",
        "weekend",
        "holidays",
        "escalates_to",
        "accepts_oral",
        "languages",
        "urgent_languages",
        "channels",
        "hub_use",
        "treaty_basis",
        "dual_criminality",
        "asks_for",
        "use_limits",
        "costs",
        "law_links",
    }
)


@transaction.atomic
def update_entry(entry: DirectoryEntry, changes: Mapping[str, Any], *, by: Officer) -> DirectoryEntry:
    """Change some fields, validated before; raises Forbidden unless `by` administers the country."""
    require(may_administer(by, entry.focal_point.country_id))
    unknown = set(changes) - EDITABLE
    if unknown:
        raise Invalid("unknown_field", _("There is no such field in the directory."), fields=sorted(unknown))
    _require_own(entry, changes.get("escalates_to"))
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(changes))
    _record(entry, by)
    return entry


@transaction.atomic
def confirm_entry(entry: DirectoryEntry, *, by: Officer, now: datetime) -> DirectoryEntry:
    """Say that everything in the entry is true today; the age that others see starts again."""
    require(may_administer(by, entry.focal_point.country_id))
    entry.confirmed_on, entry.confirmed_by = now.date(), by
    entry.save(update_fields=["confirmed_on", "confirmed_by"])
    _record(entry, by)
    return entry


def _require_own(entry: DirectoryEntry, post: FocalPoint | None) -> None:
    """What has passed its time limit is told inside the country, never to another."""
    own = entry.focal_point
    if post is not None and (post.country_id != own.country_id or post.pk == own.pk):
        text = _("Name another authority of your own country.")
        raise Invalid("bad_fields", text, fields=["escalates_to"])


def _record(entry: DirectoryEntry, by: Officer) -> None:
    record(Kind.DIRECTORY_CHANGED, who=by.pk, country=by.country_id, what=entry.focal_point_id)
