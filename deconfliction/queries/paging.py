"""Pages of fifty, the newest first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hub.base import cursor
from hub.base.errors import Invalid

LIMIT = 50


def page(found: QuerySet[Any], moment: str, given: str) -> tuple[list[Any], str | None]:
    """Fifty rows by the time in the column `moment`, and the cursor of the next page or None.

    Raises Invalid (bad_cursor).
    """
    if given:
        at, key = _read(given)
        found = found.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "pk__lt": key}))
    rows = list(found.order_by(f"-{moment}", "-pk")[: LIMIT + 1])
    if len(rows) <= LIMIT:
        return rows, None
    last = rows[LIMIT - 1]
    return rows[:LIMIT], cursor.write((getattr(last, moment).isoformat(), str(last.pk)))


def _read(given: str) -> tuple[datetime, UUID]:
    at, key = cursor.read(given, 2)
    try:
        when = datetime.fromisoformat(at)
        if when.tzinfo is None:
            raise ValueError
        return when, UUID(key)
    except ValueError as error:
        raise Invalid("bad_cursor", _("Begin again from the first page."), field="cursor") from error
