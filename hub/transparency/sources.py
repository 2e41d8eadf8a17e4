"""What the log takes up: where each kind is kept, and the hash it is known by.

Nothing is added to the way of an act: rows are found afterwards, by their growing numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Exists, Max, OuterRef, QuerySet

from focal_points.models import ChainStatement
from hub.encryption.dsse import envelope_hash
from hub.ledger.models import Receipt
from hub.transparency.models import Leaf
from mla_requests.models import Lapse


@dataclass(frozen=True)
class Source:
    """A table with numbered rows: `rows` all of it, `when` the field of its time, `named` a value's hash."""

    kind: Leaf.Kind
    rows: Callable[[], QuerySet[Any]]
    when: str
    column: str
    named: Callable[[Any], str]

    def missing(self, after: int, most: int) -> list[tuple[int, str]]:
        """(row, name) of what comes after row `after` and is not in the log, in order of the rows."""
        logged = Leaf.objects.filter(kind=self.kind, row=OuterRef("pk"))
        found = self.rows().filter(~Exists(logged), pk__gt=after).order_by("pk")
        return [(row, self.named(value)) for row, value in found.values_list("pk", self.column)[:most]]

    def settled(self, after: int, before: datetime) -> int:
        """The last row that is older than any transaction that could still bring an earlier row."""
        older = {f"{self.when}__lte": before}
        found = self.rows().filter(pk__gt=after, **older).aggregate(last=Max("pk"))
        return int(found["last"] or after)


def _accepted() -> QuerySet[Receipt]:
    # One for each act, numbered in the order of acceptance; acts themselves have random ids.
    return Receipt.objects.filter(evidence=Receipt.Evidence.SUBMISSION_ACCEPTED)


def _lapse_name(envelope: Any) -> str:
    return envelope_hash(orjson.loads(bytes(envelope)))


SOURCES = (
    Source(Leaf.Kind.STATEMENT, ChainStatement.objects.all, "accepted_at", "hash", str),
    Source(Leaf.Kind.EVENT, _accepted, "at", "event__hash", str),
    Source(Leaf.Kind.LAPSE, Lapse.objects.all, "recorded_at", "envelope", _lapse_name),
)
