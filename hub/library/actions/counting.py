"""Numbers that are given out once, and counts of use."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from focal_points.acting import Acting
from hub.library.models import Counter, LibraryItem, Usage

ITEMS = "items"


def next_number() -> int:
    """The next number of an item, never given before; inside the caller's transaction."""
    Counter.objects.get_or_create(name=ITEMS)
    Counter.objects.filter(name=ITEMS).update(value=F("value") + 1)
    return Counter.objects.get(name=ITEMS).value


@transaction.atomic
def count_use(item: LibraryItem, by: Acting, now: datetime) -> None:
    """Count that somebody of a country opened an item or a file of it today."""
    rows = Usage.objects.filter(item=item, country=by.country, day=now.date())
    if not rows.update(count=F("count") + 1):
        row, made = Usage.objects.get_or_create(
            item=item, country_id=by.country, day=now.date(), defaults={"count": 1}
        )
        if not made:
            rows.filter(pk=row.pk).update(count=F("count") + 1)
