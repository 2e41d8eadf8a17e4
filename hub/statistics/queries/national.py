"""The figures of one country in full, received beside made (FATF Recommendations 33 and 37)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hub.statistics.queries import labels, words
from hub.statistics.queries.columns import GROUPED, Columns, columns
from hub.statistics.queries.counters import tally
from hub.statistics.queries.report import COUNT, PERCENT, SECONDS, Column, Report, Row, Table, share
from hub.statistics.queries.selection import DIRECTIONS, MADE, RECEIVED, Selection, cases, narrowed
from hub.statistics.queries.times import PHASES
from hub.statistics.queries.words import Label

BOTH = (Column(RECEIVED, labels.RECEIVED), Column(MADE, labels.MADE))
SHARES = (Column("received_share", labels.SHARE, PERCENT), Column("made_share", labels.SHARE, PERCENT))
COUNTERS = (
    "cases", "paper", "urgent", "acknowledged", "in_time", "returned", "redirected", "asked", "rounds",
    "accepted", "conditions", "postponed", "executed", "partial", "not_possible", "refused", "withdrawn",
    "pending",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Everything counted once for both directions; tables are made of it."""

    selection: Selection
    now: datetime

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The cases by direction."""
        return {way: cases(self.selection, way) for way in DIRECTIONS}

    @cached_property
    def tallies(self) -> dict[str, dict[str, int]]:
        """Every counter by direction; `rounds` is a sum but stands among them."""
        found = {way: tally(self.rows[way], self.now) for way in DIRECTIONS}
        return {way: {**one, "rounds": one["sum_rounds"]} for way, one in found.items()}

    @cached_property
    def columns(self) -> dict[str, Columns]:
        """The columns that are counted in many ways, by direction."""
        return {way: columns(self.rows[way]) for way in DIRECTIONS}

    @cached_property
    def measures(self) -> dict[str, dict[tuple[str, str, str], int]]:
        """Measures by direction."""
        return {way: self.columns[way].measures() for way in DIRECTIONS}

    def both(self, name: str) -> tuple[int, int]:
        """A counter, received and made."""
        return self.tallies[RECEIVED][name], self.tallies[MADE][name]


def report(selection: Selection, now: datetime) -> Report:
    """Every table of §8 for one selection."""
    figures = Figures(selection, now)
    return Report(tuple(make(figures) for make in TABLES))


def _counters(figures: Figures) -> Table:
    whole = figures.both("cases")
    rows = []
    for name in COUNTERS:
        found = figures.both(name)
        parts = (None, None) if name in ("cases", "rounds") else map(share, found, whole)
        rows.append(Row(name, labels.COUNTER[name], (*found, *parts)))
    return Table(
        "requests", "counts", _("Requests"), (*BOTH, *SHARES), tuple(rows), head=_("What was counted")
    )


def _counts(
    name: str, group: str, title: Label, lines: Iterable[tuple[str, Label]], prefix: str, **more: Any
) -> Callable[[Figures], Table]:  # fmt: skip
    """A table of counters whose names begin alike."""
    listed = tuple(lines)

    def make(figures: Figures) -> Table:
        rows = tuple(Row(one, label, figures.both(prefix + one)) for one, label in listed)
        return Table(name, group, title, BOTH, rows, **more)

    return make


def _grounds(figures: Figures) -> Table:
    found: dict[str, list[int]] = {}
    for place, way in enumerate(DIRECTIONS):
        for (_code, status, ground), number in figures.measures[way].items():
            if status == "refused":
                found.setdefault(ground, [0, 0])[place] += number
    rows = tuple(Row(one, words.ground(one), (pair[0], pair[1])) for one, pair in sorted(found.items()))
    title, note = _("Measures refused, by ground"), _("One request can have several measures.")
    return Table("grounds", "outcomes", title, BOTH, rows, note=note, head=_("Ground"))


def _times(figures: Figures) -> Table:
    columns = tuple(
        Column(f"{way}_{what}", labels.SPREAD[what], COUNT if what == "n" else SECONDS, labels.WAY[way])
        for way in DIRECTIONS
        for what in ("n", "median", "p90")
    )
    rows = []
    found = [figures.columns[way].times() for way in DIRECTIONS]
    for phase in PHASES:
        spreads = [one[phase] for one in found]
        values = tuple(value for one in spreads for value in (one.n, one.median, one.p90))
        rows.append(Row(phase, labels.PHASE[phase], values))
    note = _(
        "Net times leave out the days when the clock stood still: questions, consultation, postponement."
    )
    head, title = _("From step to step"), _("How long it took")
    return Table("times", "times", title, columns, tuple(rows), note=note, chart="times", head=head)


def _waiting(figures: Figures) -> Table:
    held = {side: figures.both(f"sum_held_{side}") for side in ("sender", "receiver")}
    whole = [sum(pair) for pair in zip(*held.values(), strict=True)]
    rows = []
    for side, label in labels.HOLDER.items():
        rows.append(Row(side, label, (*map(share, held[side], whole),)))
    columns = tuple(Column(one.id, one.label, PERCENT) for one in BOTH)
    note = _("Of all the time since transmission, with which side the next step was.")
    title = _("Who held the ball")
    return Table("waiting", "waiting", title, columns, tuple(rows), note=note, chart="shares", head=_("Side"))


def _months(figures: Figures) -> Table:
    found = {way: figures.columns[way].grouped("month") for way in DIRECTIONS}
    months = sorted({month for way in found.values() for month in way})
    rows = [
        Row(
            f"{month // 100}-{month % 100:02}",
            f"{month // 100}-{month % 100:02}",
            tuple(found[way].get(month, {}).get("cases", 0) for way in DIRECTIONS),
        )
        for month in _filled(months)
    ]
    title = _("Requests by month of sending")
    return Table("months", "counts", title, BOTH, tuple(rows), chart="months", head=_("Month"))


def _filled(months: list[int]) -> list[int]:
    """With the months in between in which nothing was sent."""
    if not months:
        return []
    first, last = months[0], months[-1]
    every = range(first // 100 * 12 + first % 100 - 1, last // 100 * 12 + last % 100)
    return [one // 12 * 100 + one % 12 + 1 for one in every]


def _by(dimension: str, title: Label, head: Label) -> Callable[[Figures], Table]:
    """The main counters by the values of one dimension."""

    def make(figures: Figures) -> Table:
        other = {RECEIVED: "sender", MADE: "receiver"}
        found = {
            way: figures.columns[way].grouped(other[way] if dimension == "partner" else _column(dimension))
            for way in DIRECTIONS
        }
        rows = []
        for value, label in _values(dimension, {key for way in found.values() for key in way}):
            numbers = [found[way].get(value, {}).get(one, 0) for way in DIRECTIONS for one in GROUPED]
            rows.append(Row(_text(value), label, tuple(numbers)))
        return Table(dimension, "counts", title, GROUP_COLUMNS, tuple(rows), head=head)

    return make


def _column(dimension: str) -> str:
    return "urgent" if dimension == "urgency" else dimension


def _text(value: Any) -> str:
    return {True: "urgent", False: "ordinary"}[value] if isinstance(value, bool) else str(value) or "none"


def _values(dimension: str, present: set[Any]) -> list[tuple[Any, Label]]:
    """The values that occur, the known ones first and in their own order."""
    named: dict[Any, Label] = dict(words.named(dimension))
    if dimension == "urgency":
        named = {flag: words.URGENCY[_text(flag)] for flag in (True, False)}
    known = {value: label for value, label in named.items() if value in present}
    rest = {value: str(value) or labels.UNKNOWN for value in sorted(present - set(known), key=str)}
    return [*known.items(), *rest.items()]


GROUP_COLUMNS = tuple(
    Column(f"{way}_{name}", labels.GROUPED[name], over=labels.WAY[way])
    for way in DIRECTIONS
    for name in GROUPED
)


def _measures(figures: Figures) -> Table:
    results = ("asked", "executed", "partial", "not_possible", "refused")
    found: dict[str, list[int]] = {}
    for place, way in enumerate(DIRECTIONS):
        for (code, status, _ground), number in figures.measures[way].items():
            line = found.setdefault(code, [0] * 2 * len(results))
            line[place * len(results)] += number
            if status in results:
                line[place * len(results) + results.index(status)] += number
    columns = tuple(
        Column(f"{way}_{one}", labels.MEASURE[one], over=labels.WAY[way])
        for way in DIRECTIONS
        for one in results
    )
    rows = tuple(Row(code, label, tuple(found[code])) for code, label in _values("measure", set(found)))
    return Table("measure", "outcomes", _("By kind of assistance"), columns, rows, head=_("Measure"))


def _exchanges(figures: Figures) -> Table:
    """Quick requests and spontaneous information, which are not requests for mutual legal assistance."""
    found = {way: _outside(figures.selection, way) for way in DIRECTIONS}
    lines = {**words.KIND, "info": labels.INFO, "converted": labels.CONVERTED}
    rows = tuple(
        Row(name, label, tuple(found[way].get(name, 0) for way in DIRECTIONS))
        for name, label in lines.items()
    )
    title = _("Quick requests and spontaneous information")
    return Table("exchanges", "counts", title, BOTH, rows, head=_("Kind"))


def _outside(selection: Selection, way: str) -> dict[str, int]:
    """Numbers of quick requests by kind, of information, and of information that led to a request."""
    rows = narrowed(selection, way).filter(source__in=("quick", "info")).order_by()
    found: dict[str, int] = {}
    for source, kind, converted, number in rows.values_list("source", "kind", "converted").annotate(
        number=Count("pk")
    ):
        for name in {kind if source == "quick" else "info", "converted" if converted else ""} - {""}:
            found[name] = found.get(name, 0) + number
    return found


TABLES: tuple[Callable[[Figures], Table], ...] = (
    _counters,
    _times,
    _waiting,
    _counts(
        "pending", "outcomes", _("Pending, by age"), labels.BAND.items(), "pending_",
        chart="bars", head=_("Since it was sent"),
    ),
    _months,
    _by("partner", _("By country"), _("Country")),
    _by("offence", _("By offence"), _("Offence")),
    _by("basis", _("By legal basis"), _("Legal basis")),
    _measures,
    _grounds,
    _by("urgency", _("By urgency"), _("Urgency")),
    _counts(
        "results", "outcomes", _("What was done"), labels.RESULT.items(), "sum_", head=_("Result"),
    ),
    _counts(
        "useful", "use", _("Was it useful?"), labels.USEFUL.items(), "useful_", head=_("Feedback"),
        note=_("As the asking State said when it closed the request (FATF, note to R.40)."),
    ),
    _counts(
        "used", "use", _("What it was used for"), labels.USE.items(), "used_", head=_("Use"),
    ),
    _counts(
        "uses", "use", _("Further use of evidence"), labels.FURTHER.items(), "sum_uses_",
        note=_("Consent to use evidence in another proceeding (UNTOC 18(19))."), head=_("Consent"),
    ),
    _exchanges,
)  # fmt: skip
