"""Files of others: held for a dry run, then taken over line by line, all or nothing."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Forbidden, Invalid, require
from hub.base.results import Answer, Denied
from hub.conferences import rules
from hub.conferences.actions import locking
from hub.conferences.actions.reporting import save_position, save_report
from hub.conferences.imports.fates import Fate
from hub.conferences.imports.table import MOST_BYTES
from hub.conferences.models import (
    AgendaItem,
    Conference,
    OutsideRecommendation,
    PendingImport,
    Recommendation,
    ReportingCycle,
)
from hub.conferences.queries_followup import followed
from hub.conferences.queries_imports import LIST, OUTSIDE, PROGRAMME, fates_of
from hub.conferences.rules_followup import may_import, may_write
from hub.publishing.actions import changed

KEPT = timedelta(days=1)
UPR = "UPR"


@transaction.atomic
def hold(by: Acting, kind: str, target: UUID | None, name: str, raw: bytes) -> PendingImport:
    """Keep a file until its owner has seen what would become of it. Raises Forbidden, Invalid, Unseen."""
    require(may_bring(by, kind, target))
    if len(raw) > MOST_BYTES:
        raise Invalid("too_large", _("The file is larger than 5 MB. Divide it."), field="file")
    PendingImport.objects.filter(at__lt=clock.now() - KEPT).delete()
    held = PendingImport(
        kind=kind,
        target=target,
        name=name[:200],
        raw=raw,
        officer=by.officer,
        post=by.focal_point,
        at=clock.now(),
    )
    fates_of(held, by)
    held.save(force_insert=True)
    return held


def may_bring(by: Acting, kind: str, target: UUID | None = None) -> Answer:
    """Whether somebody may import a kind of file: lists for the own country, programmes as the organiser."""
    if kind == PROGRAMME:
        return rules.may_prepare(by, locking.conference(by, target)) if target else rules.NOT_ORGANISER
    return may_write(by) if kind == LIST else may_import(by)


@transaction.atomic
def carry_out(by: Acting, pending: PendingImport, today: date) -> int:
    """Take over every line that is new or repaired; answers how many. The file is forgotten."""
    require(may_bring(by, pending.kind, pending.target))
    taken = [fate for fate in fates_of(pending, by) if fate.taken]
    {OUTSIDE: _outside, PROGRAMME: _programme, LIST: _list}[pending.kind](by, pending, taken, today)
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"import {pending.pk}")
    pending.delete()
    return len(taken)


def keep_outside(fates: list[Fate], source: str, by: Acting | None) -> None:
    """Add recommendations of a source, each with what was repaired in it."""
    OutsideRecommendation.objects.bulk_create(
        [
            OutsideRecommendation(
                source=source, year=fate.row.year, country_id=fate.row.country,
                recommending_id=fate.row.recommending, number=fate.row.number, text=fate.row.text,
                decision=fate.row.decision, raw_decision=fate.row.raw[:40], key=fate.row.key,
                notes=[{"code": note.code, "values": note.values} for note in fate.notes],
                imported_by=by.officer if by else None, imported_at=clock.now(),
            )
            for fate in fates
        ]
    )  # fmt: skip


def _outside(by: Acting, pending: PendingImport, taken: list[Fate], today: date) -> None:
    del pending, today
    keep_outside(taken, UPR, by)


def _programme(by: Acting, pending: PendingImport, taken: list[Fate], today: date) -> None:
    del today
    conference = Conference.objects.visible_to(by).get(pk=str(pending.target))
    first = conference.agenda.count() + 1
    AgendaItem.objects.bulk_create(
        AgendaItem(
            conference=conference, number=item.number or str(first + place), day=item.day, start=item.start,
            end=item.end, title=dict(item.titles), place=item.place,
        )
        for place, item in enumerate(fate.row for fate in taken)
    )  # fmt: skip
    changed()


def _list(by: Acting, pending: PendingImport, taken: list[Fate], today: date) -> None:
    """Positions and reports as drafts: they are submitted and cleared like any other text."""
    found = {one.symbol: one for one in followed(by).filter(set__conference=pending.target)}
    for fate in taken:
        entry, recommendation = fate.row, found[fate.row.symbol]
        if entry.position:
            save_position(by, recommendation, {"support": entry.position}, today)
        if entry.status:
            values = {"status": entry.status, "narrative": entry.comments}
            save_report(by, recommendation, _cycle(by, recommendation, today), values, today)


def _cycle(by: Acting, recommendation: Recommendation, today: date) -> ReportingCycle:
    """The open cycle in which the country reports on it. Raises Forbidden if there is none."""
    rows = ReportingCycle.objects.filter(dues__recommendation=recommendation, dues__country=by.country)
    found = rows.filter(opens__lte=today, closes__gte=today).order_by("due").first()
    if found is None:
        text = _("No cycle is open in which your country reports on %(symbol)s. Import positions only.")
        raise Forbidden(Denied(text % {"symbol": recommendation.symbol}, code="not_open"))
    return found
