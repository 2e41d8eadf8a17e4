"""How far the standby is behind, as this process sees it.

Once a second the primary is asked for its place in the write-ahead log, and the standby for the place up to
which it has replayed. Whoever has replayed what the primary had written at 12:00:00 holds everything that was
committed before: so the lag is the age of the newest such mark. Unlike the time of the last replayed
transaction this is right on a quiet primary, too, and where the line between the two is cut. What is not
known is not used.
"""

import logging
import threading
import time
from collections import deque

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

logger = logging.getLogger(__name__)
REPLICA = "replica"
LOOK_EVERY = 1.0
AFTER_A_FAILURE = 10.0
"""Seconds until a standby that did not answer is asked again: each asking may wait for its whole timeout."""
WHO = "SELECT current_database(), (pg_control_system()).system_identifier"
WRITTEN = f"{WHO}, pg_current_wal_lsn() - '0/0'"
REPLAYED = f"{WHO}, pg_last_wal_replay_lsn() - '0/0' WHERE pg_is_in_recovery()"
Place = tuple[str, int, int]
"""Database, cluster, bytes from the beginning of the log."""


class Unlike(Exception):  # noqa: N818 - says what it is
    """It answers, and is no standby of this database: promoted, or somebody else's."""


class Standby:
    """What this process knows of it.

    `lag` in seconds, None if unknown; `answers`, and is a standby of ours; `turns`: how often `used` changed.
    """

    def __init__(self) -> None:
        self.lag: float | None = None
        self.answers = self.used = False
        self.turns = 0
        self._marks: deque[tuple[float, int]] = deque(maxlen=120)
        self._next = 0.0
        self._looking = threading.Lock()

    def usable(self) -> bool:
        """Whether to read there now. Without HUB_REPLICA_URL nothing is asked."""
        if not configured():
            return False
        if time.monotonic() >= self._next and self._looking.acquire(blocking=False):
            try:
                self.look()
            finally:
                self._looking.release()
        return self.used

    def look(self) -> None:
        """Ask both now."""
        self._next = time.monotonic() + LOOK_EVERY
        try:
            self.lag = self._behind()
        except (Error, Unlike) as error:
            logger.warning("The standby cannot be used: %s", type(error).__name__)
            self.leave()
            return
        self.answers = True
        self._turn(self.lag is not None and self.lag <= settings.HUB_REPLICA_MAX_LAG)

    def leave(self) -> None:
        """It broke: read elsewhere for a while."""
        self.answers, self.lag, self._next = False, None, time.monotonic() + AFTER_A_FAILURE
        self._turn(False)
        connections[REPLICA].close()

    def forget(self) -> None:
        """Look anew at the next call."""
        self._marks.clear()
        self.answers, self.lag, self._next = False, None, 0.0
        self._turn(False)

    def _turn(self, used: bool) -> None:
        self.turns += used != self.used
        self.used = used

    def _behind(self) -> float | None:
        asked = time.monotonic()
        name, cluster, written = _place(DEFAULT_DB_ALIAS, WRITTEN)
        self._marks.append((asked, written))
        theirs, other, replayed = _place(REPLICA, REPLAYED)
        if (name, cluster) != (theirs, other):
            raise Unlike
        reached = [when for when, place in self._marks if place <= replayed]
        return time.monotonic() - max(reached) if reached else None


def configured() -> bool:
    """Whether the operator named a standby."""
    return REPLICA in connections.databases


def _place(alias: str, question: str) -> Place:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    if row is None:
        raise Unlike
    return row[0], row[1], int(row[2])


standby = Standby()
