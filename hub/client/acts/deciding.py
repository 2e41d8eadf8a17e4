"""Decisions of the requested side on single measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.client.acts.making import Words, act
from hub.client.requests import Request
from hub.client.sending import Intent

UNDECIDED = ("requested", "conditions", "postponed")


def accept(request: Request, measures: Sequence[str] = (), text: str = "") -> Intent:
    """Accept measures, all that are still undecided unless some are named."""
    chosen = list(measures) or undecided(request)
    return act(request, "mla.accept", {"measures": chosen}, Words(text))


def refuse(request: Request, grounds: Mapping[str, str], reasons: str) -> Intent:
    """Refuse measures, {measure: ground}, with reasons (article 18(23))."""
    return act(request, "mla.refuse", {"measures": dict(grounds)}, Words(reasons))


def postpone(request: Request, review_by: str, reasons: str, measures: Sequence[str] = ()) -> Intent:
    """Postpone measures until a day on which this is looked at again (article 18(25))."""
    chosen = list(measures) or undecided(request)
    return act(request, "mla.postpone", {"measures": chosen, "review_by": review_by}, Words(reasons))


def resume(request: Request, measures: Sequence[str] = (), text: str = "") -> Intent:
    """Take postponed measures up again."""
    chosen = list(measures) or _of(request, "postponed")
    return act(request, "mla.resume", {"measures": chosen}, Words(text))


def undecided(request: Request) -> list[str]:
    """Labels of the measures that were neither accepted nor refused."""
    return _of(request, *UNDECIDED)


def _of(request: Request, *states: str) -> list[str]:
    return [label for label, one in request.standing.measures.items() if one.status in states]
