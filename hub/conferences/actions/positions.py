"""Positions on several recommendations at once: a country that reserves on a chapter says so once."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Invalid, Unseen, require
from hub.conferences import rules_followup as rules
from hub.conferences.actions.reporting import clear, save_position, submit
from hub.conferences.models import NationalPosition, Recommendation
from hub.conferences.queries_followup import followed


@transaction.atomic
def take_positions(
    by: Acting, conference: UUID, chosen: Collection[UUID], values: Mapping[str, Any], today: date
) -> list[NationalPosition]:
    """The same position on several recommendations of a conference, submitted for clearance: all or none.

    Raises Forbidden, Unseen (one of them is not there), Invalid (none chosen), Conflict (one waits already).
    """
    require(rules.may_write(by))
    rows = _chosen(by, conference, chosen)
    made = [save_position(by, row, values, today) for row in rows]
    for one in made:
        submit(by, one, today)
    return list(NationalPosition.objects.filter(pk__in=[one.pk for one in made]))


@transaction.atomic
def clear_positions(by: Acting, conference: UUID, chosen: Collection[UUID], today: date) -> int:
    """Clear submitted positions of the own country, all or none; answers how many. Raises as above."""
    require(rules.may_write(by))
    rows = _chosen(by, conference, chosen)
    waiting = NationalPosition.objects.filter(recommendation__in=rows, country=by.country, state="submitted")
    found = list(waiting)
    if len(found) != len(rows):
        raise Invalid("not_waiting", _("One of these does not wait for clearance."), field="recommendations")
    for one in found:
        clear(by, one, today)
    return len(found)


def _chosen(by: Acting, conference: UUID, chosen: Collection[UUID]) -> Sequence[Recommendation]:
    rows = list(followed(by).filter(set__conference=conference, pk__in=list(chosen)))
    if not chosen:
        raise Invalid("none", _("Choose at least one recommendation."), field="recommendations")
    if len(rows) != len(set(chosen)):
        raise Unseen
    return rows
