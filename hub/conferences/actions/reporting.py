"""A national text on its way: saved by one officer, submitted, returned or cleared by another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Role
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base import clock
from hub.base.errors import Conflict, Invalid, Unseen, require
from hub.conferences import rules_followup as rules
from hub.conferences.models import Commitment, NationalPosition, Recommendation, ReportingCycle, StatusReport
from hub.conferences.models.followup import NationalText, TextState, Visibility
from hub.conferences.models.followup import ReportingDue as Due
from hub.conferences.queries_followup import followed, writers_of
from hub.notifications.actions import tell
from hub.publishing.actions import changed

Text = TypeVar("Text", bound=NationalText)
WAITS, RETURNED, CLEARED_KIND = "followup.submitted", "followup.returned", "followup.cleared"
REPORTED = "followup.reported"


@transaction.atomic
def save_report(
    by: Acting, recommendation: Recommendation, cycle: ReportingCycle, values: Mapping[str, Any], today: date
) -> StatusReport:
    """Keep a draft of the own country's report; after clearance the draft of a newer version.

    Raises Forbidden, Unseen (the recommendation is not followed up in this cycle).
    """
    require(rules.may_write(by))
    owed = Due.objects.filter(cycle=cycle, recommendation=recommendation, country=by.country)
    if not owed.exists():
        raise Unseen
    require(rules.may_report(cycle, today))
    place = {"recommendation": recommendation, "cycle": cycle, "country_id": by.country}
    return _save(StatusReport, by, place, values, today)


@transaction.atomic
def save_position(
    by: Acting, recommendation: Recommendation, values: Mapping[str, Any], today: date
) -> NationalPosition:
    """Keep a draft of where the own country stands."""
    require(rules.may_write(by))
    _seen(by, recommendation)
    place = {"recommendation": recommendation, "country_id": by.country}
    return _save(NationalPosition, by, place, values, today)


@transaction.atomic
def save_commitment(
    by: Acting, recommendation: Recommendation, thread: UUID, values: Mapping[str, Any], today: date
) -> Commitment:
    """Keep a draft of one commitment of the own country; a new `thread` begins a new commitment."""
    require(rules.may_write(by))
    _seen(by, recommendation)
    if Commitment.objects.filter(thread=thread).exclude(country=by.country).exists():
        raise Unseen
    place = {"recommendation": recommendation, "country_id": by.country, "thread": thread}
    return _save(Commitment, by, place, values, today)


def _seen(by: Acting, recommendation: Recommendation) -> None:
    if not followed(by).filter(pk=recommendation.pk).exists():
        raise Unseen


def _save(
    table: type[Text], by: Acting, place: Mapping[str, Any], values: Mapping[str, Any], today: date
) -> Text:
    """The newest version while it may still be changed, else the next one; one writer at a time."""
    Recommendation.objects.select_for_update().filter(pk=place["recommendation"].pk).first()
    newest = table.objects.filter(**place).order_by("-number").first()
    if newest is None or newest.cleared:
        newest = table(**place, number=newest.number + 1 if newest else 1, drafted_by=by.officer)
    else:
        require(rules.may(rules.SAVE, newest, by, today))
    for name, value in values.items():
        setattr(newest, name, value)
    newest.state = TextState.DRAFT
    newest.authors = sorted({*newest.authors, str(by.officer.pk)})
    newest.changed = clock.now()
    newest.save()
    return newest


@transaction.atomic
def submit(by: Acting, text: NationalText, today: date) -> None:
    """Hand a draft to those who may clear it: approvers of the country who did not write it."""
    text = _locked(text, by, rules.SUBMIT, today)
    if isinstance(text, StatusReport) and not text.narrative and text.status != "not_started":
        raise Invalid(
            "incomplete", _("Say in a few sentences what was done before you submit."), field="narrative"
        )
    text.state, text.changed = TextState.SUBMITTED, clock.now()
    text.authors = sorted({*text.authors, str(by.officer.pk)})
    text.save(update_fields=["state", "changed", "authors"])
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"submit {text.pk}")
    approvers = writers_of([by.country], {Role.APPROVER}) - {UUID(one) for one in text.authors}
    tell(approvers, WAITS, text.recommendation_id)


@transaction.atomic
def give_back(by: Acting, text: NationalText, reason: str, today: date) -> None:
    """Return a text to its drafter with a reason."""
    if not reason.strip():
        raise Invalid("no_reason", _("Say what must change."), field="reason")
    text = _locked(text, by, rules.RETURN, today)
    text.state, text.returned_for, text.changed = TextState.RETURNED, reason.strip(), clock.now()
    text.save(update_fields=["state", "returned_for", "changed"])
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"return {text.pk}")
    tell([UUID(one) for one in text.authors], RETURNED, text.recommendation_id)


@transaction.atomic
def clear(by: Acting, text: NationalText, today: date, *, seen: datetime | None = None) -> None:
    """Clear a text for those whom its drafter chose; it takes the place of the version before.

    `seen`: when the version that the approver read was last changed. Raises Conflict if it changed since.
    """
    text = _locked(text, by, rules.CLEAR, today)
    if seen is not None and text.changed != seen:
        raise Conflict("changed", _("The text was changed while you read it. Read it again."))
    before = type(text).objects.filter(**_place(text), current=True).first()
    type(text).objects.filter(**_place(text), current=True).update(current=False)
    open_ = text.visibility == Visibility.PUBLIC
    text.state, text.current = TextState.PUBLISHED if open_ else TextState.CLEARED, True
    text.cleared_by, text.cleared_at, text.returned_for = by.officer, clock.now(), ""
    text.save(update_fields=["state", "current", "cleared_by", "cleared_at", "returned_for"])
    _after_clearing(by, text)
    if open_ or (before is not None and before.visibility == Visibility.PUBLIC):
        changed()


def _after_clearing(by: Acting, text: NationalText) -> None:
    record(Kind.CONFERENCE_ACTED, who=by.officer.pk, country=by.country, what=f"clear {text.pk}")
    if isinstance(text, StatusReport):
        owed = Due.objects.filter(cycle=text.cycle_id, recommendation=text.recommendation_id)
        owed.filter(country=text.country_id).update(state="reported")
    tell([UUID(one) for one in text.authors], CLEARED_KIND, text.recommendation_id)


def _place(text: NationalText) -> dict[str, Any]:
    """What all versions of a text have in common."""
    place = {"recommendation": text.recommendation_id, "country": text.country_id}
    if isinstance(text, StatusReport):
        place["cycle"] = text.cycle_id
    if isinstance(text, Commitment):
        place["thread"] = text.thread
    return place


def _locked(text: NationalText, by: Acting, act: str, today: date) -> Any:
    """The row as it is now, held until the end; what is not the own country's is unseen."""
    held = type(text).objects.select_for_update(of=("self",)).filter(pk=text.pk, country=by.country).first()
    if held is None:
        raise Unseen
    require(rules.may(act, held, by, today))
    return held
