"""Who of the own post is there."""

from datetime import datetime, timedelta

from focal_points.acting import Acting
from focal_points.models import Officer
from messaging.models import Presence

LASTS = timedelta(seconds=75)
"""A word that somebody is there holds for two beats and a half."""


def online(by: Acting, now: datetime) -> list[dict[str, str]]:
    """Officers with a seat at the caller's present post and an open socket there, by name."""
    there = Presence.objects.filter(focal_point=by.focal_point, seen__gt=now - LASTS)
    seated = Officer.objects.filter(seats__focal_point=by.focal_point, seats__to_seq__isnull=True)
    found = seated.filter(is_active=True, pk__in=there.values("officer")).distinct()
    rows = found.order_by("name", "pk").values_list("pk", "name")
    return [{"officer": str(pk), "name": name} for pk, name in rows]
