"""Sets of recommendations and the numbers in symbols."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Conflict, require
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.models import Conference, Mode, RecommendationSet, SymbolCounter
from hub.conferences.states import EDITABLE
from hub.publishing import symbols

FIELDS: dict[str, inputs.Clean] = {
    "title": inputs.labels(300),
    "preamble": inputs.labels(8000),
    "mode": inputs.choice(Mode.values),
}
NEW = FIELDS | {"language": inputs.language}


@transaction.atomic
def begin_set(conference: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> RecommendationSet:
    """A new draft set: {"title"?, "preamble"?, "language"?, "mode"?}. Raises Unseen, Invalid, Forbidden."""
    del now
    one = locking.conference(by, conference)
    require(rules.may_prepare(by, one))
    return begin(one, data, by)


def begin(conference: Conference, data: Mapping[str, Any], by: Acting) -> RecommendationSet:
    """The same, for a conference that is locked and an organiser that was checked."""
    clean = inputs.read(NEW, data)
    number = next_number(conference, "L")
    symbol = symbols.draft(conference.series_id, conference.year, number)
    made = RecommendationSet.objects.create(
        conference=conference, symbol=symbol, draft_symbol=symbol, **({"title": conference.title} | clean)
    )
    telling.noted("begin_set", made.pk, by)
    return made


@transaction.atomic
def change_set(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> RecommendationSet:
    """Change title, preamble or mode of a draft. Raises Unseen, Invalid, Forbidden, Conflict wrong_state."""
    del now
    one = locking.one_set(by, pk)
    require(rules.may_organise(by, one.conference))
    if one.state not in EDITABLE:
        raise Conflict("wrong_state", _("Title and preamble change only while the text is drafted."))
    for name, value in inputs.read(FIELDS, data).items():
        setattr(one, name, value)
    one.save()
    telling.noted("change_set", one.pk, by)
    return one


def next_number(conference: Conference, sort: str) -> int:
    """The next number of a sort of document in the series and year; it is never given again.

    Inside the caller's transaction: whoever comes second waits, and gets the number after.
    """
    name = f"{conference.series_id}/{conference.year}/{sort}"
    SymbolCounter.objects.get_or_create(name=name)
    counter = SymbolCounter.objects.select_for_update().get(name=name)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
