"""Say who has a draft open."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from focal_points.acting import Acting
from hub.conferences.models import DraftPresence
from hub.conferences.queries import recommendation

LASTS = timedelta(seconds=50)
"""How long a page counts as open after it last said so; it says so every 20 seconds."""
FORGOTTEN = timedelta(hours=1)


@transaction.atomic
def here(pk: UUID, *, by: Acting, now: datetime) -> list[DraftPresence]:
    """Note that an officer has a draft open; answers who else has. Raises Unseen."""
    one = recommendation(by, pk)
    DraftPresence.objects.filter(seen__lt=now - FORGOTTEN).delete()
    DraftPresence.objects.update_or_create(
        recommendation=one, officer=by.officer, defaults={"post": by.focal_point, "seen": now}
    )
    rows = DraftPresence.objects.filter(recommendation=one, seen__gt=now - LASTS).exclude(officer=by.officer)
    return list(rows.select_related("officer", "post__country").order_by("officer__name", "pk"))
