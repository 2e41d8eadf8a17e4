"""Decisions of the requested side on single measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.client.acts.making import Words, act
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.procedure import MeasureStatus

_S = MeasureStatus
# What a decision can be about when nobody names measures; what lies in offered conditions waits.
MEANT = {
    "mla.accept": (_S.REQUESTED, _S.POSTPONED),
    "mla.resume": (_S.POSTPONED,),
    "mla.postpone": (_S.REQUESTED, _S.ACCEPTED, _S.IN_EXECUTION, _S.COST_CONSULT),
}


def accept(request: Request, measures: Sequence[str] = (), text: str = "") -> Intent:
    """Accept measures, all that are still undecided unless some are named."""
    chosen = list(measures) or meant(request, "mla.accept")
    return act(request, "mla.accept", {"measures": chosen}, Words(text))


def refuse(request: Request, grounds: Mapping[str, str], reasons: str) -> Intent:
    """Refuse measures, {measure: ground}, with reasons (article 18(23))."""
    return act(request, "mla.refuse", {"measures": dict(grounds)}, Words(reasons))


def postpone(request: Request, review_by: str, reasons: str, measures: Sequence[str] = ()) -> Intent:
    """Postpone measures until a day on which this is looked at again (article 18(25))."""
    chosen = list(measures) or meant(request, "mla.postpone")
    return act(request, "mla.postpone", {"measures": chosen, "review_by": review_by}, Words(reasons))


def resume(request: Request, measures: Sequence[str] = (), text: str = "") -> Intent:
    """Take postponed measures up again."""
    chosen = list(measures) or meant(request, "mla.resume")
    return act(request, "mla.resume", {"measures": chosen}, Words(text))


def meant(request: Request, kind: str) -> list[str]:
    """Labels of the measures an act is about if none are named; empty where that means all."""
    return request.standing.labels(*MEANT.get(kind, ()))
