"""From an adopted text to published pages in one confirmed act; afterwards only corrigenda."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import Conflict, require
from hub.conferences import inputs, rules
from hub.conferences.actions import locking, telling
from hub.conferences.models import Corrigendum, Recommendation, RecommendationSet
from hub.conferences.queries import corrected, newest
from hub.conferences.states import PREPARING, SET_MOVES, ConferenceState, SetState
from hub.publishing import symbols

CORRECTING: dict[str, inputs.Clean] = {
    "language": inputs.language,
    "para_no": inputs.whole(1, 10_000),
    "old": inputs.text(4000),
    "new": inputs.text(4000),
    "reason": inputs.text(500),
}


@transaction.atomic
def publish(pk: UUID, *, by: Acting, confirmed: Any, now: datetime) -> RecommendationSet:
    """Publish an adopted set. `confirmed` is the hash of the text that the organiser has seen.

    Raises Unseen, Forbidden, Conflict not_confirmed with the `hash` of the text as it is.
    """
    one = locking.one_set(by, pk)
    require(rules.may_move_set(by, one, SET_MOVES["publish"]))
    if not isinstance(confirmed, str) or confirmed != one.hash:
        text = _("Look at the adopted text and confirm exactly that. Nothing was published.")
        raise Conflict("not_confirmed", text, hash=one.hash)
    one.state, one.published_at = SetState.PUBLISHED, now
    one.save()
    conference = one.conference
    if conference.state in PREPARING | {ConferenceState.ADOPTED}:
        conference.state = ConferenceState.PUBLISHED
        conference.save(update_fields=["state", "updated"])
    _after(one, "publish", by, now)
    return one


@transaction.atomic
def supersede(pk: UUID, *, by: Acting, now: datetime) -> RecommendationSet:
    """Mark a published set as superseded; it stays readable. Raises Unseen, Forbidden."""
    one = locking.one_set(by, pk)
    require(rules.may_move_set(by, one, SET_MOVES["supersede"]))
    one.state = SetState.SUPERSEDED
    one.save()
    _after(one, "supersede", by, now)
    return one


@transaction.atomic
def correct(pk: UUID, data: Mapping[str, Any], *, by: Acting, now: datetime) -> Corrigendum:
    """Issue a corrigendum: {"language", "para_no", "old", "new", "reason"?}.

    `old` stands exactly once in the paragraph as it reads with all corrigenda so far. Raises Unseen, Invalid,
    Forbidden, Conflict wrong_state.
    """
    one = locking.one_set(by, pk)
    require(rules.may_organise(by, one.conference))
    if one.state != SetState.PUBLISHED:
        raise Conflict("wrong_state", _("Only a published text is corrected by a corrigendum."))
    clean = inputs.read(CORRECTING, data, ("language", "para_no", "old"))
    clean.setdefault("new", "")
    row = _corrected(one, clean)
    number = one.corrigenda.count() + 1
    symbol = symbols.corrigendum(one.symbol, number)
    made = Corrigendum.objects.create(
        set=one, number=number, symbol=symbol, by=by.focal_point, at=now, **clean
    )
    telling.noted("correct", made.pk, by)
    telling.told(one.conference, "correct", one.pk, by, now.date())
    if not row.confidential:
        telling.public_changed(one.conference)
    return made


def _corrected(one: RecommendationSet, clean: dict[str, Any]) -> Recommendation:
    """The paragraph that is corrected, once it is clear which words are meant."""
    row = one.recommendations.filter(para_no=clean["para_no"]).first()
    text = newest(row, clean["language"]) if row else None
    if row is None or text is None:
        raise inputs.bad("para_no", _("There is no such paragraph in this language."))
    earlier = list(one.corrigenda.filter(para_no=clean["para_no"]))
    found = corrected(text, earlier).count(clean["old"])
    if found != 1:
        raise inputs.bad("old", _("Give words that stand in the paragraph exactly once."))
    if clean["old"] == clean["new"]:
        raise inputs.bad("new", _("Old and new words are the same."))
    return row


def _after(one: RecommendationSet, act: str, by: Acting, now: datetime) -> None:
    telling.noted(act, one.pk, by)
    telling.told(one.conference, act, one.pk, by, now.date())
    telling.public_changed(one.conference)
