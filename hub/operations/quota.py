"""How many acts a country may do in an hour, counted without a query.

Each process counts for itself and tells the shared cache now and then, so that several together stay within
the limit but for what they have not told yet: EACH for every process.
"""

import threading
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from hub.base.errors import Problem

HOUR = 3600
EACH = 20


class Acts:
    """Accepted acts of this hour by country."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hour = -1
        self._known: dict[str, int] = {}
        self._untold: dict[str, int] = {}

    def require_left(self, country: str, now: datetime) -> None:
        """Raises Problem 429 acts_limit, with Retry-After in seconds, once the hour's acts are used up."""
        limit = settings.HUB_ACTS_PER_HOUR
        if not limit or self.used(country, now) < limit:
            return
        text = _(
            "Your country has sent as many acts as it may in one hour (%(limit)s). Nothing is lost: send "
            "this one again when the next hour begins. Those who run the hub can raise the limit."
        ) % {"limit": limit}
        raise Problem(429, "acts_limit", text, retry_after=HOUR - int(now.timestamp()) % HOUR)

    def used(self, country: str, now: datetime) -> int:
        """Acts of the hour, as far as this process knows."""
        with self._lock:
            self._turn(now)
            return self._known.get(country, 0) + self._untold.get(country, 0)

    def spend(self, country: str, now: datetime) -> None:
        """One act was accepted."""
        if not settings.HUB_ACTS_PER_HOUR:
            return
        with self._lock:
            self._turn(now)
            self._untold[country] = self._untold.get(country, 0) + 1
            if self._untold[country] >= EACH:
                self._known[country] = _added(country, self._hour, self._untold.pop(country))

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._hour = -1

    def _turn(self, now: datetime) -> None:
        hour = int(now.timestamp()) // HOUR
        if hour != self._hour:
            self._hour, self._known, self._untold = hour, {}, {}


def _added(country: str, hour: int, number: int) -> int:
    """The hour's count of all processes, this one's news among them."""
    key = f"acts:{hour}:{country}"
    cache.add(key, 0, 2 * HOUR)
    try:
        return int(cache.incr(key, number))
    except ValueError:
        return number


acts = Acts()
