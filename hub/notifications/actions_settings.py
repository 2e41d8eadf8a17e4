"""What an officer chose about being told."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from hub.notifications.actions_delivering import plan
from hub.notifications.models import Delivery, Preference, State


@dataclass(frozen=True)
class Wish:
    """A whole set of choices, checked before. `quiet`: from and until, or none."""

    email: str
    digest_hour: int
    quiet: tuple[time, time] | None
    time_zone: str
    urgent_breaks: bool


@transaction.atomic
def choose(officer: UUID, wish: Wish, now: datetime) -> Preference:
    """Keep the choices, and let what waits follow them at once."""
    begin, end = wish.quiet or (None, None)
    made = {
        "email": wish.email, "digest_hour": wish.digest_hour, "quiet_from": begin, "quiet_until": end,
        "time_zone": wish.time_zone, "urgent_breaks": wish.urgent_breaks,
    }  # fmt: skip
    found, _new = Preference.objects.update_or_create(officer_id=officer, defaults=made)
    _replan(found, now)
    return found


def _replan(chosen: Preference, now: datetime) -> None:
    """Plan anew what no worker holds and nobody has tried yet."""
    rows = Delivery.objects.select_for_update().filter(
        notification__officer=chosen.pk, state=State.WAITING, tries=0, claimed_until__isnull=True
    )
    for one in rows.select_related("notification"):
        planned = plan(chosen, one.notification.kind, now)
        if planned is None:
            one.state = State.DROPPED
        else:
            one.digest, one.due = planned
        one.save(update_fields=["state", "digest", "due"])
