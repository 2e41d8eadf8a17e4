"""What the fates of a file are compared with: names of countries, and what is in the hub already."""

from collections.abc import Callable
from typing import Any

from focal_points.acting import Acting
from focal_points.models import Country
from hub.base.errors import Unseen
from hub.conferences.imports.fates import Fate
from hub.conferences.imports.names import names_of
from hub.conferences.imports.programme import item_key, read_programme
from hub.conferences.imports.thematic import Entry, read_thematic
from hub.conferences.imports.upr import read_upr
from hub.conferences.models import (
    Conference,
    NationalPosition,
    OutsideRecommendation,
    PendingImport,
    StatusReport,
)
from hub.conferences.queries_followup import followed

OUTSIDE, PROGRAMME, LIST = "outside", "programme", "list"


def names() -> dict[str, str]:
    """{folded name: code} of every country, in English and French."""
    rows = list(
        Country.objects.filter(kind="country").exclude(pk="XH").values_list("pk", "name_en", "name_fr")
    )
    return names_of(
        [(pk, name) for column in (1, 2) for pk, name in ((row[0], row[column]) for row in rows) if name]
    )


def fates_of(pending: PendingImport, by: Acting) -> list[Fate]:
    """The fate of every line, as things stand now. Raises Unseen if the target is not to be seen."""
    return READERS[pending.kind](bytes(pending.raw), pending.target, by)


def pending_of(by: Acting, pk: Any) -> PendingImport:
    """A file that this officer brought at this post. Raises Unseen."""
    found = PendingImport.objects.filter(pk=pk, officer=by.officer, post=by.focal_point).first()
    if found is None:
        raise Unseen
    return found


def _outside(raw: bytes, target: Any, by: Acting) -> list[Fate]:
    del target, by
    known = frozenset(OutsideRecommendation.objects.values_list("key", flat=True))
    return read_upr(raw, names(), known)


def _programme(raw: bytes, target: Any, by: Acting) -> list[Fate]:
    found = Conference.objects.visible_to(by).filter(pk=target).first()
    if found is None:
        raise Unseen
    items = found.agenda.values_list("day", "start", "title")
    return read_programme(raw, (found.start, found.end), frozenset(item_key(*item) for item in items))


def _list(raw: bytes, target: Any, by: Acting) -> list[Fate]:
    symbols = [
        str(one) for one in followed(by).filter(set__conference=target).values_list("symbol", flat=True)
    ]
    known = frozenset(one.key for one in said_of(by, symbols).values())
    return read_thematic(raw, {one.upper(): one for one in symbols}, known)


def said_of(by: Acting, symbols: list[str]) -> dict[str, Entry]:
    """{symbol: what the own country's newest texts say}, drafts included: for the own country only."""
    rows = NationalPosition.objects.filter(country=by.country, recommendation__symbol__in=symbols)
    supports = dict(rows.order_by("number").values_list("recommendation__symbol", "support"))
    told: dict[str, tuple[str, str]] = {}
    reports = StatusReport.objects.filter(country=by.country, recommendation__symbol__in=symbols)
    columns = ("recommendation__symbol", "status", "narrative")
    for symbol, status, text in reports.order_by("cycle__due", "number").values_list(*columns):
        told[symbol] = (status, text)
    both = supports.keys() | told.keys()
    return {one: Entry(one, supports.get(one, ""), *told.get(one, ("", ""))) for one in both}


READERS: dict[str, Callable[[bytes, Any, Acting], list[Fate]]] = {
    OUTSIDE: _outside,
    PROGRAMME: _programme,
    LIST: _list,
}
