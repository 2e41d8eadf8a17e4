"""What outsiders may see: one set of one-way tables for each closed year, made once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Min, QuerySet
from django.utils.crypto import salted_hmac

from focal_points.models import Country
from hub.forms import schema
from hub.statistics.figure import OFFENCES, QUICK_KINDS, measures_of
from hub.statistics.models import Figure, Release
from hub.statistics.queries.suppression import FLOOR, Order, shown

# A year is closed 90 days after its end, so that cases of December had time to be answered.
CLOSED_AFTER = timedelta(days=90)
UNIVERSES = ("request", "quick", "info")
DAY = 86400
DURATIONS = {"30": 30 * DAY, "90": 90 * DAY, "180": 180 * DAY, "365": 365 * DAY}
YES_NO = ("yes", "no")
SECRETARIAT = "XH"
_ENDINGS = [f"{outcome}_{band}" for outcome in ("executed", "partial") for band in (*DURATIONS, "more")]
POSSIBLE = {
    "basis": schema.codes("legal_bases"),
    "offence": OFFENCES,
    "measure": schema.codes("measures"),
    "kind": QUICK_KINDS,
    "waiting": ("sender", "receiver"),
    "ending": (*_ENDINGS, "refused", "otherwise", "pending"),
    "answered": ("answered", "otherwise", "pending"),
    "reception": ("open", "acknowledged", "converted"),
}
Case = Mapping[str, object]
Sort = Callable[[Case], str]


def closed_years(now: datetime) -> Iterator[tuple[int, str]]:
    """Every (year, universe) that may be released at `now`, from the first case on."""
    for source in UNIVERSES:
        first = Figure.objects.filter(source=source).aggregate(first=Min("month"))["first"]
        for year in range(first // 100, now.year) if first else ():
            if now >= datetime(year + 1, 1, 1, tzinfo=UTC) + CLOSED_AFTER:
                yield year, source


def release_of(year: int, source: str, now: datetime) -> Release:
    """The release of one closed year, not saved. Cases are taken as they stand at `now`."""
    rows = Figure.objects.filter(source=source, month__gte=year * 100, month__lt=(year + 1) * 100)
    total = rows.count()
    made = Release(year=year, source=source, made_at=now, total=total if total >= FLOOR else None)
    if total >= FLOOR:
        made.tables = tables_of(rows, source, year)
    return made


def tables_of(rows: QuerySet[Figure], source: str, year: int) -> dict[str, dict[str, object]]:
    """Every table of a universe, small cells hidden."""
    found: dict[str, dict[str, object]] = {}
    for name, counts in counted(rows.order_by().values(*COLUMNS[source]).iterator(), source).items():
        found[name] = shown(counts, secret_order(year, source, name)).json()
    return found


def counted(cases: Iterable[Case], source: str) -> dict[str, dict[str, int]]:
    """Every table of a universe in full, of cases as {column: value}. Only `tables_of` and tests read it."""
    kept: dict[str, dict[str, int]] = {name: {} for name in TABLES[source]}
    for case in cases:
        for name, (sort, _used) in TABLES[source].items():
            value = sort(case)
            kept[name][value] = kept[name].get(value, 0) + 1
    return {name: _complete(name, counts) for name, counts in kept.items()}


def _complete(name: str, counts: dict[str, int]) -> dict[str, int]:
    """With the categories that nobody is in: whether a category is empty is not to be seen."""
    return {value: counts.get(value, 0) for value in sorted({*categories(name), *counts})}


def categories(table: str) -> tuple[str, ...]:
    """Every value that cases can have in a table."""
    if table == "receiver":
        return tuple(Country.objects.filter(member=True).exclude(pk=SECRETARIAT).values_list("pk", flat=True))
    return POSSIBLE.get(table, YES_NO)


def secret_order(year: int, source: str, table: str) -> Order:
    """Ranks categories by the hub's secret, another way for each table of each release."""

    def order(category: str) -> bytes:
        text = f"{settings.HUB_ID}|{year}|{source}|{table}|{category}"
        return salted_hmac("hub.statistics.release", text, algorithm="sha256").digest()

    return order


def _column(name: str) -> Sort:
    return lambda case: str(case[name]) or "none"


def _flag(name: str) -> Sort:
    return lambda case: "yes" if case[name] else "no"


def _ending(case: Case) -> str:
    """Outcome and duration in one table: each alone would bound the other."""
    outcome, total = str(case["outcome"]), case["total"]
    if outcome in ("executed", "partial") and isinstance(total, int):
        band = next((name for name, limit in DURATIONS.items() if total <= limit), "more")
        return f"{outcome}_{band}"
    if outcome == "refused":
        return "refused"
    return "otherwise" if outcome else "pending"


def _first_measure(case: Case) -> str:
    """One measure for each request: a request with several would be in several categories."""
    return next((one.code for one in measures_of(str(case["measures"]))), "none")


def _waiting(case: Case) -> str:
    return "sender" if int(str(case["held_sender"])) > int(str(case["held_receiver"])) else "receiver"


def _answered(case: Case) -> str:
    outcome = str(case["outcome"])
    if outcome in ("executed", "partial", "not_possible", "refused"):
        return "answered"
    return "otherwise" if outcome else "pending"


def _reception(case: Case) -> str:
    return "converted" if case["converted"] else "acknowledged" if case["acknowledged"] else "open"


_RECEIVER = {"receiver": (_column("receiver"), ("receiver",))}
TABLES: dict[str, dict[str, tuple[Sort, tuple[str, ...]]]] = {
    "request": {
        **_RECEIVER,
        "basis": (_column("basis"), ("basis",)),
        "offence": (_column("offence"), ("offence",)),
        "measure": (_first_measure, ("measures",)),
        "urgent": (_flag("urgent"), ("urgent",)),
        "in_time": (_flag("in_time"), ("in_time",)),
        "asked": (_flag("rounds"), ("rounds",)),
        "conditions": (_flag("conditions"), ("conditions",)),
        "postponed": (_flag("postponed"), ("postponed",)),
        "waiting": (_waiting, ("held_sender", "held_receiver")),
        "ending": (_ending, ("outcome", "total")),
    },
    "quick": {
        **_RECEIVER,
        "kind": (_column("kind"), ("kind",)),
        "in_time": (_flag("in_time"), ("in_time",)),
        "answered": (_answered, ("outcome",)),
    },
    "info": {**_RECEIVER, "reception": (_reception, ("converted", "acknowledged"))},
}
COLUMNS = {
    source: sorted({column for _sort, used in tables.values() for column in used})
    for source, tables in TABLES.items()
}
