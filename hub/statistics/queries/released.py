"""Releases as tables, for those who see nothing else."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid, Unseen
from hub.statistics.models import Release
from hub.statistics.queries import words
from hub.statistics.queries.report import Column, Report, Row, Table
from hub.statistics.queries.words import Label

UNIVERSE = {
    "request": _("Requests for mutual legal assistance"),
    "quick": _("Quick requests"),
    "info": _("Spontaneous information"),
}
TITLE: dict[str, Label] = {
    "receiver": _("By asked State"),
    "basis": _("By legal basis"),
    "offence": _("By offence"),
    "measure": _("By the first measure asked for"),
    "urgent": _("Urgent"),
    "in_time": _("Acknowledged within the target"),
    "asked": _("More information was asked for"),
    "conditions": _("Accepted with conditions"),
    "postponed": _("Postponed"),
    "waiting": _("Who held the ball longer"),
    "ending": _("How it ended, and after how long"),
    "kind": _("By kind of quick request"),
    "answered": _("Answered"),
    "reception": _("What became of it"),
}
ENDING: dict[str, Label] = {
    "executed": _("Executed in full"),
    "partial": _("Executed in part"),
    "refused": _("Refused"),
    "otherwise": _("Ended without execution"),
    "pending": _("Still pending"),
    "answered": _("Answered"),
    "open": _("Not acknowledged yet"),
    "acknowledged": _("Acknowledged"),
    "converted": _("Led to a request"),
    "sender": _("The asking State"),
    "receiver": _("The asked State"),
    "none": _("Not stated"),
}
HIDDEN = _("Fewer than 5, or hidden with them")
ASKED = frozenset({"year"})


def releases(asked: Mapping[str, str]) -> list[Release]:
    """The releases of the year asked for (the newest without one).

    Raises Unseen for a year without release, Invalid (bad_filter) for any other filter: tables narrowed in
    several ways could be subtracted from each other.
    """
    if set(asked) - ASKED:
        text = _("Releases are by year and cannot be narrowed: differences would show small numbers.")
        raise Invalid("bad_filter", text, possible=["year"])
    years = released_years()
    wanted = asked.get("year") or str(years[0] if years else "")
    if wanted and (not wanted.isascii() or not wanted.isdigit() or int(wanted) not in years):
        raise Unseen
    found = Release.objects.filter(year=wanted) if wanted else []
    return sorted(found, key=lambda one: list(UNIVERSE).index(one.source))


def released_years() -> list[int]:
    """Years with a release, newest first."""
    return list(Release.objects.order_by("-year").values_list("year", flat=True).distinct())


def report(release: Release) -> Report:
    """The tables of one release; none if it had fewer than 5 cases."""
    return Report(tuple(_table(name, found) for name, found in _ordered(release.tables)))


def _ordered(tables: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, tables[name]) for name in TITLE if name in tables]


def _table(name: str, found: Mapping[str, Any]) -> Table:
    rows = [Row(value, label(name, value), (count,)) for value, count in found["rows"]]
    if found["hidden"]:
        rows.append(Row("hidden", HIDDEN, (found["block"],)))
    note = _("Hidden: %(names)s.") % {"names": ", ".join(str(label(name, one)) for one in found["hidden"])}
    column = Column("cases", _("Cases"))
    note = note if found["hidden"] else ""
    return Table(name, "release", TITLE[name], (column,), tuple(rows), note=note, chart="bars")


def label(table: str, value: str) -> Label:
    """The words of one category."""
    outcome, _sep, band = value.partition("_")
    if table == "ending" and band in words.DURATION:
        return f"{ENDING[outcome]} {words.DURATION[band]}"
    if value in ENDING and table != "receiver":
        return ENDING[value]
    return words.named(table).get(value, value)
