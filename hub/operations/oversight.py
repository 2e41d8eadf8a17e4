"""A country's own record: who did and opened what, when; and what the country uses of the hub."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Officer
from hub.audit.models import AuditRecord, AuditRecords, Kind
from hub.base import clock, cursor
from hub.base.errors import Invalid
from hub.ledger.models import Upload
from hub.ledger.queries import stored_bytes
from hub.operations.quota import acts

PER_PAGE = 50
IN_A_FILE = 20_000
FILTERS = ("officer", "kind", "since", "until")


@dataclass(frozen=True)
class Line:
    """One record with the officer's name."""

    row: AuditRecord
    name: str

    @property
    def json(self) -> dict[str, Any]:
        """As the API shows it."""
        row = self.row
        return {
            "at": clock.text(row.at),
            "kind": row.kind,
            "officer": row.who,
            "name": self.name,
            "what": row.what,
        }


def records(by: Acting, asked: Mapping[str, str]) -> AuditRecords:
    """The own country's records, newest first, by the filters asked for; raises Invalid bad_filter."""
    rows = AuditRecord.objects.of_country(by.country).order_by("-at", "-pk")
    if officer := asked.get("officer", ""):
        rows = rows.filter(who=str(_uuid(officer)))
    if kind := asked.get("kind", ""):
        rows = rows.filter(kind=_kind(kind))
    if since := asked.get("since", ""):
        rows = rows.filter(at__gte=_day("since", since))
    if until := asked.get("until", ""):
        rows = rows.filter(at__lt=_day("until", until) + timedelta(days=1))
    return rows


def page(by: Acting, asked: Mapping[str, str]) -> tuple[list[Line], str]:
    """A page of records, and the cursor of the next one ("" if there is none)."""
    rows = records(by, asked)
    if given := asked.get("cursor", ""):
        at, pk = _place(given)
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    found = list(rows[: PER_PAGE + 1])
    last = found[PER_PAGE - 1] if len(found) > PER_PAGE else None
    following = cursor.write([last.at.isoformat(), str(last.pk)]) if last else ""
    return named(by, found[:PER_PAGE]), following


def named(by: Acting, rows: list[AuditRecord]) -> list[Line]:
    """Records with the names of the own officers."""
    names = dict(colleagues(by))
    return [Line(row, names.get(row.who, "")) for row in rows]


def colleagues(by: Acting) -> list[tuple[str, str]]:
    """(id, name) of all officers the country ever had."""
    rows = Officer.objects.filter(country=by.country).order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def usage(by: Acting) -> dict[str, int]:
    """What the country uses now, and its limits (0: none). `acts` is what this process knows of the hour."""
    waiting = Upload.objects.filter(focal_point__country=by.country, part__isnull=True)
    return {
        "acts": acts.used(by.country, clock.now()),
        "acts_limit": settings.HUB_ACTS_PER_HOUR,
        "bytes": stored_bytes(by.country),
        "bytes_limit": settings.HUB_STORAGE_PER_COUNTRY,
        "open_uploads": waiting.count(),
    }


def _place(given: str) -> tuple[datetime, int]:
    at, pk = cursor.read(given, 2)
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or len(pk) > 18:
            raise ValueError(at)
        return moment, int(pk)
    except ValueError as error:
        raise Invalid("bad_cursor", _("This page is not there. Begin again."), field="cursor") from error


def _uuid(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise _bad("officer") from error


def _kind(given: str) -> str:
    if given not in Kind.values:
        raise _bad("kind")
    return given


def _day(name: str, given: str) -> datetime:
    try:
        day = date.fromisoformat(given)
        return (
            datetime(day.year, day.month, day.day, tzinfo=UTC) if 2000 <= day.year < 9000 else _refuse(name)
        )
    except ValueError as error:
        raise _bad(name) from error


def _refuse(name: str) -> datetime:
    raise _bad(name)


def _bad(name: str) -> Invalid:
    return Invalid("bad_filter", _("The filter has no such value. A day is written 2026-01-31."), field=name)
