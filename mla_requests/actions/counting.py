"""What a request gives to the statistics. Only what both sides know is counted, no draft."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from hub.procedure import Clock, MeasureStanding, Standing
from hub.procedure.clocks import seconds
from hub.statistics.actions import put
from hub.statistics.figure import FigureRow, MeasureRow
from mla_requests.models import MlaRequest
from mla_requests.queries.clocks import due_of

ENDED_AS = {"assisted": "executed", "partly": "partial"}
DONE = ("executed", "partial", "not_possible")
TOLD = frozenset({*DONE, "refused", "postponed", "withdrawn"})
# The clocks that run while the asked side works; the last of them stops when the request ends early.
WORK = frozenset({"ack", "decision", "execution", "info", "consultation", "conditions"})


def count(request: MlaRequest, standing: Standing) -> None:
    """Keep the figures of a request as it stands, from its first transmission on."""
    if "sent" in standing.times:
        put(figure_of(request, standing))


def figures() -> Iterator[FigureRow]:
    """The figures of all requests again, from their standings alone."""
    rows = MlaRequest.objects.select_related("requesting", "requested").prefetch_related("measures")
    for request in rows.order_by("pk").iterator(500):
        standing = request.standing()
        if "sent" in standing.times:
            yield figure_of(request, standing)


def figure_of(request: MlaRequest, standing: Standing) -> FigureRow:
    """A request as statistics see it."""
    outcome, ended_at = ending(standing)
    # While a returned request is written anew, only what was sent before is known to both sides.
    told = standing.told or standing
    return FigureRow(
        id=request.pk,
        source="request",
        sender=request.requesting.country_id,
        receiver=request.requested.country_id,
        sent_at=standing.times["sent"],
        basis=told.legal_basis,
        offence=told.offence,
        urgent=told.urgent,
        measures=_measures(standing),
        ended_at=ended_at,
        outcome=outcome,
        acknowledged="acknowledged" in standing.times,
        in_time=_in_time(request, standing),
        held_sender=standing.held_requesting,
        held_receiver=standing.held_requested,
        useful=standing.useful,
        used_in=frozenset(standing.used_in),
        counts=dict(standing.counts),
        **_steps(standing),
        **_times(standing, outcome, ended_at),
    )


def ending(standing: Standing) -> tuple[str, datetime | None]:
    """How a request ended as far as both sides know, and when; ("", None) while it is pending."""
    status, times = standing.shared, standing.times
    if "results" in times and status in ("results_transmitted", "results_received", "closed"):
        return _done(standing), times["results"]
    if status == "closed":
        return ENDED_AS.get(standing.outcome, standing.outcome), _last_work(standing) or times["closed"]
    if status == "refused":
        return status, times.get("decided") or _last_work(standing)
    if status in ("withdrawn", "redirected", "returned"):
        return status, _last_work(standing)
    return "", None


def _done(standing: Standing) -> str:
    """In full if every measure that was still wanted was; nothing if none was."""
    found = {m.status.value for m in standing.measures.values()} - {"withdrawn"}
    if found == {"executed"}:
        return "executed"
    return "partial" if found & {"executed", "partial"} else "not_possible"


def _last_work(standing: Standing) -> datetime | None:
    return max((c.stopped for c in standing.clocks if c.code in WORK and c.stopped), default=None)


def _measures(standing: Standing) -> tuple[MeasureRow, ...]:
    codes = standing.told.measures if standing.told else {k: m.code for k, m in standing.measures.items()}
    return tuple(_measure(code, standing.measures.get(label)) for label, code in codes.items())


def _measure(code: str, standing: MeasureStanding | None) -> MeasureRow:
    status = standing.status.value if standing and standing.code == code else ""
    if standing is None or status not in TOLD:
        return MeasureRow(code)
    return MeasureRow(code, status, standing.ground)


def _in_time(request: MlaRequest, standing: Standing) -> bool | None:
    """Whether the last acknowledgement came before its clock ran out."""
    clock = _last(standing, "ack")
    if "acknowledged" not in standing.times or clock is None or clock.stopped is None:
        return None
    return clock.stopped <= due_of(request, standing, clock)


def _last(standing: Standing, code: str) -> Clock | None:
    found = [clock for clock in standing.clocks if clock.code == code]
    return found[-1] if found else None


def _steps(standing: Standing) -> dict[str, Any]:
    """What happened on the way."""
    answers = [use.answer for use in standing.uses.values()]
    return {
        "returned": standing.returns > 0,
        "rounds": standing.rounds,
        "accepted": _last(standing, "execution") is not None,
        "conditions": any(one.conditional for one in standing.measures.values()),
        "postponed": _last(standing, "postponement") is not None,
        "uses_asked": len(answers),
        "uses_granted": sum(answer in ("granted", "conditions") for answer in answers),
        "uses_denied": answers.count("denied"),
    }


def _times(standing: Standing, outcome: str, ended_at: datetime | None) -> dict[str, Any]:
    """Seconds from step to step; net of the time during which the clock of that step stood still."""
    at = standing.times
    decide, execute = _between(at, "acknowledged", "decided"), _between(at, "decided", "executed")
    total = seconds(at["sent"], ended_at) if ended_at and outcome in (*DONE, "refused") else None
    return {
        "deliver": _between(at, "sent", "delivered"),
        "acknowledge": _between(at, "delivered" if "delivered" in at else "sent", "acknowledged"),
        "decide": decide,
        "decide_net": _less(decide, _paused(standing, "decision")),
        "execute": execute,
        "execute_net": _less(execute, _paused(standing, "execution")),
        "total": total,
        "total_net": _less(total, standing.paused),
    }


def _between(times: Mapping[str, datetime], first: str, last: str) -> int | None:
    if first not in times or last not in times or times[last] < times[first]:
        return None
    return seconds(times[first], times[last])


def _paused(standing: Standing, code: str) -> int:
    """The longest pause among the clocks of this kind: measures are executed side by side."""
    return max((clock.paused for clock in standing.clocks if clock.code == code), default=0)


def _less(whole: int | None, pause: int) -> int | None:
    return None if whole is None else max(whole - pause, 0)
