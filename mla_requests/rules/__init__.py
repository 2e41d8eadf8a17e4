"""Who may do which act on a request now, and if not, why not and what to do instead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from focal_points.acting import Acting
from hub.base.results import Answer
from hub.procedure import MOVES, Move
from mla_requests.models import MlaRequest
from mla_requests.rules.opening import may_open
from mla_requests.rules.question import Around, Question
from mla_requests.rules.surroundings import around
from mla_requests.rules.table import judge

__all__ = ["Around", "Question", "acts_for", "judge", "may", "may_open"]


def may(
    move: Move, request: MlaRequest, acting: Acting, facts: Mapping[str, Any] | None, now: datetime
) -> Answer:
    """Whether the officer may make this move. Without facts: whether it could be made with the right ones."""
    known = around(move.kind, request, acting, facts, now)
    return judge(move, question(request, acting, facts, now, known))


def acts_for(request: MlaRequest, acting: Acting, now: datetime) -> list[tuple[Move, Answer]]:
    """Every move of the table with its answer, for the buttons and for the greyed rest."""
    asked = question(request, acting, None, now, Around())
    return [(move, judge(move, asked)) for move in MOVES.values()]


def question(
    request: MlaRequest, acting: Acting, facts: Mapping[str, Any] | None, now: datetime, known: Around
) -> Question:
    """What the rules look at, as plain values."""
    return Question(
        standing=request.standing(),
        side=request.side_of(acting.focal_point),
        officer=acting.officer.pk,
        roles=acting.roles,
        facts=facts,
        now=now,
        around=known,
    )
