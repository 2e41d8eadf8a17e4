"""The two tables of moves, as data: where a conference goes, and where a set of recommendations goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.base.results import Text


class ConferenceState(models.TextChoices):
    """Where a conference stands."""

    PLANNED = "planned", _("Planned")
    REGISTRATION = "registration", _("Open for registration")
    IN_SESSION = "in_session", _("In session")
    DRAFTING = "drafting", _("Drafting")
    ADOPTED = "adopted", _("Recommendations adopted")
    PUBLISHED = "published", _("Recommendations published")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class SetState(models.TextChoices):
    """Where a set of recommendations stands. From `silence` on nobody edits its text."""

    DRAFT = "draft", pgettext_lazy("set of recommendations", "Draft")
    CONSOLIDATED = "consolidated", _("Consolidated")
    SILENCE = "silence", _("Under the silence procedure")
    VOTING = "voting", _("Open for votes")
    ADOPTED = "adopted", _("Adopted")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


@dataclass(frozen=True)
class Move:
    """An act of the organiser: its code, its word on a button, from which states it goes to which one."""

    act: str
    label: Text
    sources: frozenset[str]
    target: str


def _move(act: str, label: Text, target: str, *sources: str) -> Move:
    return Move(act, label, frozenset(sources), target)


_C, _S = ConferenceState, SetState
_UNDER_WAY = (_C.PLANNED, _C.REGISTRATION, _C.IN_SESSION, _C.DRAFTING)

# "adopt" and "publish" of a conference follow from the same acts on its set: nobody asks for them directly.
CONFERENCE_MOVES: Mapping[str, Move] = {
    move.act: move
    for move in (
        _move("open_registration", _("Open registration"), _C.REGISTRATION, _C.PLANNED),
        _move("open_session", _("Open the session"), _C.IN_SESSION, _C.PLANNED, _C.REGISTRATION),
        _move("start_drafting", _("Begin drafting"), _C.DRAFTING, _C.PLANNED, _C.REGISTRATION, _C.IN_SESSION),
        _move("follow_up", _("Begin the follow-up"), _C.FOLLOW_UP, _C.PUBLISHED),
        _move("close", _("Close"), _C.CLOSED, _C.PUBLISHED, _C.FOLLOW_UP),
        _move("cancel", _("Cancel"), _C.CANCELLED, *_UNDER_WAY),
    )
}
SET_MOVES: Mapping[str, Move] = {
    move.act: move
    for move in (
        _move("consolidate", _("Consolidate"), _S.CONSOLIDATED, _S.DRAFT, _S.CONSOLIDATED),
        _move("reopen", _("Back to drafting"), _S.DRAFT, _S.CONSOLIDATED),
        _move("start_silence", _("Begin the silence procedure"), _S.SILENCE, _S.CONSOLIDATED),
        _move("object", _("Object"), _S.CONSOLIDATED, _S.SILENCE),
        _move("silence_passed", _("Adopted by silence"), _S.ADOPTED, _S.SILENCE),
        _move("adopt_by_consensus", _("Declare consensus"), _S.ADOPTED, _S.CONSOLIDATED),
        _move("open_vote", _("Open the vote"), _S.VOTING, _S.CONSOLIDATED),
        _move("close_vote", _("Close the vote"), _S.ADOPTED, _S.VOTING),
        _move("publish", _("Publish"), _S.PUBLISHED, _S.ADOPTED),
        _move("supersede", _("Mark as superseded"), _S.SUPERSEDED, _S.PUBLISHED),
    )
}
EDITABLE = frozenset({_S.DRAFT, _S.CONSOLIDATED})
SETTLED = frozenset({_S.ADOPTED, _S.PUBLISHED, _S.SUPERSEDED})
SHOWN = frozenset({_S.PUBLISHED, _S.SUPERSEDED})
OVER = frozenset({_C.CLOSED, _C.CANCELLED})
PREPARING = frozenset(_UNDER_WAY)
