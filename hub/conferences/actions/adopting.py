"""From drafts to an adopted text: consolidation, silence procedure, consensus, vote, numbers."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Conflict, Problem, Unseen, require
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.actions.editions import require_accounted
from hub.conferences.actions.sets import next_number
from hub.conferences.hashing import hash_of
from hub.conferences.models import (
    Choice,
    Majority,
    Mode,
    Objection,
    Recommendation,
    RecommendationSet,
    Vote,
)
from hub.conferences.queries import contested_texts, newest_texts, open_objections, open_proposals, tally
from hub.conferences.states import PREPARING, SET_MOVES, ConferenceState, SetState
from hub.publishing import symbols
from hub.publishing.vocabulary import THEMES

LONGEST_SILENCE = timedelta(days=366)
VOTING: dict[str, inputs.Clean] = {
    "quorum": inputs.whole(0, 99),
    "majority": inputs.choice(Majority.values),
}
MEETING = inputs.text(20)


@transaction.atomic
def consolidate(pk: UUID, *, by: Acting, now: datetime) -> RecommendationSet:
    """All groups' drafts as one text ordered by theme, with the symbol of its next revision.

    Raises Unseen, Forbidden, Conflict empty.
    """
    one = _begun(by, pk, "consolidate")
    rows = list(one.recommendations.filter(withdrawn=False).select_related("group"))
    if not rows:
        raise Conflict("empty", _("There is no draft in this set yet."))
    rows.sort(key=_place)
    for place, row in enumerate(rows, start=1):
        row.order = place
    Recommendation.objects.bulk_update(rows, ["order"])
    one.revision += 1
    number = symbols.read(one.draft_symbol)
    one.draft_symbol = symbols.draft(number.series, number.year, number.number, one.revision)
    one.symbol = one.draft_symbol
    return _moved(one, "consolidate", by, now)


def _place(row: Recommendation) -> tuple[int, str, int]:
    """By the first theme in the order of the vocabulary, then by group, then as the group ordered them."""
    order = {theme: place for place, theme in enumerate(THEMES)}
    first = min((order[theme] for theme in row.themes if theme in order), default=len(order))
    return first, str(row.group_id or ""), row.order


@transaction.atomic
def reopen(pk: UUID, *, by: Acting, now: datetime) -> RecommendationSet:
    """Back to the groups. Raises Unseen, Forbidden."""
    return _moved(_begun(by, pk, "reopen"), "reopen", by, now)


@transaction.atomic
def start_silence(pk: UUID, until: Any, *, by: Acting, now: datetime) -> RecommendationSet:
    """Adopted at `until` unless a country objects. Raises Unseen, Invalid, Forbidden, Conflict."""
    one = _begun(by, pk, "start_silence")
    end = inputs.field("until", inputs.moment, until)
    if not now < end <= now + LONGEST_SILENCE:
        raise inputs.bad("until", _("The end of the silence lies ahead, and not more than a year."))
    _require_ready(one)
    one.mode, one.silence_until, one.round = Mode.SILENCE, end, one.round + 1
    return _moved(one, "start_silence", by, now)


@transaction.atomic
def object_to(pk: UUID, reason: Any, *, by: Acting, now: datetime) -> Objection:
    """Break the silence, with a reason. Raises Unseen, Invalid, Forbidden, Conflict too_late, wrong_state."""
    one = locking.one_set(by, pk)
    require(rules.may_speak(by, one.conference, now.date()))
    if one.state != SetState.SILENCE:
        raise Conflict("wrong_state", _("The text is not under the silence procedure now."))
    if one.silence_until is None or now > one.silence_until:
        raise Conflict("too_late", _("The time to object has passed."))
    clean = inputs.field("reason", inputs.text(4000), reason)
    if not clean:
        raise inputs.bad("reason", _("An objection needs a reason, so that the text can be mended."))
    made = Objection.objects.create(
        set=one, country_id=by.country, post=by.focal_point, reason=clean, round=one.round, at=now
    )
    _moved(one, "object", by, now)
    return made


@transaction.atomic
def lift(pk: UUID, *, by: Acting, now: datetime) -> Objection:
    """Lift an objection of the own country. Raises Unseen, Forbidden, Conflict lifted."""
    of = Objection.objects.filter(pk=pk).values_list("set_id", flat=True).first()
    if of is None:
        raise Unseen
    one = locking.one_set(by, of)
    row = Objection.objects.get(pk=pk)
    require(rules.may_speak(by, one.conference, now.date()))
    require(row.country_id == by.country)
    if row.lifted_at is not None:
        raise Conflict("lifted", _("This objection was lifted already."))
    row.lifted_at = now
    row.save(update_fields=["lifted_at"])
    telling.noted("lift", one.pk, by)
    telling.told(one.conference, "lift", one.pk, by, now.date())
    return row


@transaction.atomic
def declare_consensus(pk: UUID, meeting_no: Any, *, by: Acting, now: datetime) -> RecommendationSet:
    """Adopted by consensus in a meeting. Raises Unseen, Invalid, Forbidden, Conflict as `_require_ready`."""
    one = _begun(by, pk, "adopt_by_consensus")
    one.meeting_no = _meeting(meeting_no)
    _require_ready(one)
    one.mode = Mode.CONSENSUS
    return _adopt(one, "adopt_by_consensus", by, now)


def _meeting(value: Any) -> str:
    clean: str = inputs.field("meeting_no", MEETING, str(value) if isinstance(value, int) else value)
    if not clean:
        raise inputs.bad("meeting_no", _("Adoption is recorded with the number of the meeting."))
    return clean


@transaction.atomic
def open_vote(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> RecommendationSet:
    """Open a vote: {"quorum"? per cent that must be passed, "majority"?}. A vote decides over objections too.

    Raises Unseen, Invalid, Forbidden, Conflict.
    """
    one = _begun(by, pk, "open_vote")
    clean = inputs.read(VOTING, data)
    _require_ready(one, objections=False)
    for name, value in clean.items():
        setattr(one, name, value)
    one.mode, one.round = Mode.VOTE, one.round + 1
    return _moved(one, "open_vote", by, now)


@transaction.atomic
def vote(pk: UUID, choice: Any, *, by: Acting, now: datetime) -> Vote:
    """The own country's one vote. Raises Unseen, Invalid, Forbidden, Conflict wrong_state or voted."""
    one = locking.one_set(by, pk)
    require(rules.may_vote(by, one, now.date()))
    if one.state != SetState.VOTING:
        raise Conflict("wrong_state", _("There is no vote on this text now."))
    clean = inputs.field("choice", inputs.choice(Choice.values), choice)
    if Vote.objects.filter(set=one, country=by.country, round=one.round).exists():
        raise Conflict("voted", _("Your country has voted. A vote is given once."))
    made = Vote.objects.create(
        set=one, country_id=by.country, post=by.focal_point, choice=clean, round=one.round, at=now
    )
    telling.noted("vote", one.pk, by)
    return made


@transaction.atomic
def close_vote(pk: UUID, meeting_no: Any, *, by: Acting, now: datetime) -> RecommendationSet:
    """Count: adopted if enough voted and the majority is for it, else back to the consolidated text.

    Raises Unseen, Invalid, Forbidden.
    """
    one = _begun(by, pk, "close_vote")
    one.meeting_no = _meeting(meeting_no)
    if tally(one, now).carried:
        return _adopt(one, "close_vote", by, now)
    one.meeting_no = ""
    return _moved(one, "object", by, now, told="not_carried")


def pass_silences(now: datetime) -> int:
    """Adopt what nobody objected to in time; for `run_conferences`, of which several may run at once."""
    waiting = RecommendationSet.objects.filter(state=SetState.SILENCE, silence_until__lt=now)
    return sum(_pass_one(pk, now) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _pass_one(pk: UUID, now: datetime) -> int:
    one = locking.one_set(None, pk)
    if one.state != SetState.SILENCE or one.silence_until is None or one.silence_until >= now:
        return 0
    try:
        _require_ready(one)
    except Problem:
        # Something changed under the silence that stands in the way; people must look at it.
        _moved(one, "object", None, now, told="not_adopted")
        return 1
    _adopt(one, "silence_passed", None, now)
    return 1


def _require_ready(one: RecommendationSet, *, objections: bool = True) -> None:
    """Raise Conflict with a list of what stands in the way of adoption.

    empty; brackets (`contested`); proposals open (`proposals`); objections open (`countries`); ancestors
    unaccounted for (`ancestors`).
    """
    rows = list(one.recommendations.filter(withdrawn=False))
    if not rows or len(newest_texts(rows, one.language)) < len(rows):
        raise Conflict("empty", _("There is no text to adopt."))
    if contested := contested_texts(one):
        named = [{"id": str(row.pk), "contested": words} for row, words in contested]
        raise Conflict("brackets", _("Some words are still in brackets. Settle them first."), contested=named)
    if waiting := list(open_proposals(one)):
        named = [{"id": str(row.pk), "recommendation": str(row.recommendation_id)} for row in waiting]
        raise Conflict("proposals_open", _("Some proposals have no answer yet."), proposals=named)
    if objections and (against := list(open_objections(one))):
        countries = sorted({row.country_id for row in against})
        text = _("A country objects. Agree on a text with which it lifts the objection, or vote.")
        raise Conflict("objections_open", text, countries=countries)
    require_accounted(one.conference)


def _adopt(one: RecommendationSet, act: str, by: Acting | None, now: datetime) -> RecommendationSet:
    """Give the lasting numbers, the same in every language; from now on the text is what it is."""
    conference = one.conference
    one.symbol = symbols.adopted(conference.series_id, conference.year, next_number(conference, "REC"))
    rows = list(one.recommendations.filter(withdrawn=False).order_by("order", "pk"))
    for number, row in enumerate(rows, start=1):
        row.para_no, row.symbol = number, symbols.recommendation(one.symbol, number)
    Recommendation.objects.bulk_update(rows, ["para_no", "symbol"])
    one.adopted_at, one.hash = now, hash_of(one.symbol, rows, newest_texts(rows, one.language))
    if conference.state in PREPARING:
        conference.state = ConferenceState.ADOPTED
        conference.save(update_fields=["state", "updated"])
        telling.public_changed(conference)
    return _moved(one, act, by, now)


def _begun(by: Acting, pk: UUID, act: str) -> RecommendationSet:
    one = locking.one_set(by, pk)
    require(rules.may_move_set(by, one, SET_MOVES[act]))
    return one


def _moved(
    one: RecommendationSet, act: str, by: Acting | None, now: datetime, *, told: str = ""
) -> RecommendationSet:
    one.state = SET_MOVES[act].target
    one.save()
    telling.noted(told or act, one.pk, by)
    telling.told(one.conference, told or act, one.pk, by, now.date())
    return one
