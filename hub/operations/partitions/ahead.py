"""Partitions for the time to come, made before they are needed."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from hub.operations.partitions.catalogue import REST, TABLE, ask, end, tell
from hub.operations.partitions.convert import LIKE, close, convert, require_owner, validate
from hub.operations.partitions.periods import Period, coming, first_end

WITHIN = "accepted_at >= '{0} 00:00:00+00' AND accepted_at < '{1} 00:00:00+00'"


def keep(every: str, today: date, say: Callable[[str], None], *, partitioned: bool) -> None:
    """Convert if that was not done, then see to the coming partitions. May be run at any time.

    Raises Refused; OperationalError if the table was busy, having changed nothing in that step.
    """
    if not partitioned:
        convert(first_end(today, every), say)
    validate()
    owner = require_owner()
    for period in coming(end(), today, every):
        make(period, owner)
        say(f"{TABLE}_{period.name} begins on {period.begin}.")
    close()


def make(period: Period, owner: str) -> None:
    """One partition; what lies in the partition for the rest and belongs here moves here."""
    name, within = f"{TABLE}_{period.name}", WITHIN.format(period.begin, period.end)
    bounds = f"FROM ('{period.begin} 00:00:00+00') TO ('{period.end} 00:00:00+00')"
    with transaction.atomic():
        tell("SET LOCAL lock_timeout = '5s'", f"CREATE TABLE {name} (LIKE {TABLE} {LIKE})")
        tell(f"ALTER TABLE {name} OWNER TO {owner}")
        tell(f"LOCK TABLE {REST} IN ACCESS EXCLUSIVE MODE")
        if ask(f"SELECT 1 FROM {REST} WHERE {within} LIMIT 1"):  # noqa: S608 - own names and dates
            tell(
                f"WITH gone AS (DELETE FROM {REST} WHERE {within} RETURNING *)"  # noqa: S608
                f" INSERT INTO {name} SELECT * FROM gone"
            )
        tell(f"ALTER TABLE {TABLE} ATTACH PARTITION {name} FOR VALUES {bounds}")
