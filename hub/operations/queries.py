"""What operators may know: lengths, ages, counts and classes of size. No content, no names of people."""

import os

from django.db import connection
from django.db.models import Count, Sum

from hub.base.clock import now
from hub.base.standby import configured, standby
from hub.ledger.models import Event, Upload
from hub.notifications import models as notices
from hub.operations.models import JobRun
from hub.webhooks import models as webhooks
from messaging.sockets import sockets

GIB = 1024**3
BYTES = (
    (GIB, "under 1 GiB"),
    (10 * GIB, "1 to 10 GiB"),
    (100 * GIB, "10 to 100 GiB"),
    (1024 * GIB, "to 1 TiB"),
)
ACTS = ((1_000, "under 1 000"), (10_000, "to 10 000"), (100_000, "to 100 000"), (1_000_000, "to 1 000 000"))


def queues() -> dict[str, float]:
    """How many things wait, by queue."""
    waiting = webhooks.Delivery.objects.filter(state=webhooks.State.WAITING)
    mails = notices.Delivery.objects.filter(state=notices.State.WAITING)
    return {
        "webhooks": waiting.count(),
        "mails": mails.count(),
        "notices": notices.Notification.objects.filter(queued=False).count(),
    }


def job_ages() -> dict[str, float]:
    """Seconds since each job last ended a pass well."""
    moment = now()
    rows = JobRun.objects.order_by("name").values_list("name", "ended")
    return {name: (moment - ended).total_seconds() for name, ended in rows}


def sizes() -> dict[str, tuple[str, str]]:
    """{country: (class of bytes kept in storage, class of acts)}: classes, so that no day's work is told."""
    held = Upload.objects.values_list("focal_point__country").annotate(total=Sum("length")).order_by()
    done = Event.objects.values_list("focal_point__country").annotate(total=Count("pk")).order_by()
    kept, acts = dict(held), dict(done)
    countries = sorted(set(kept) | set(acts))
    return {one: (_class(kept.get(one, 0), BYTES), _class(acts.get(one, 0), ACTS)) for one in countries}


def _class(number: int, steps: tuple[tuple[int, str], ...]) -> str:
    return next((word for top, word in steps if number < top), "more")


def open_sockets() -> dict[str, float]:
    """Open sockets of this process."""
    return {str(os.getpid()): len(sockets.open)}


def pool() -> dict[str, float]:
    """Figures of the pool of connections; none on SQLite."""
    found = getattr(connection, "pool", None) if connection.vendor == "postgresql" else None
    return {} if found is None else {name: float(value) for name, value in found.get_stats().items()}


def replica() -> dict[str, float]:
    """Whether this process reads the standby, and how many seconds it is behind; nothing without one."""
    if not configured():
        return {}
    used = standby.usable()
    return {"used": float(used)} | ({} if standby.lag is None else {"lag_seconds": standby.lag})
