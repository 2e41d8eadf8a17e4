"""Clocks and times of a request: what each act starts and stops, and what makes a clock stand still."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from hub.procedure.clocks import AFTER, Clock, Clocks, change, codes, find, set_paused, start, stop
from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import (
    DONE_MEASURE,
    OTHER,
    PAUSED,
    UNDECIDED_MEASURE,
    MeasureStatus,
    Side,
    Status,
)
from hub.procedure.steps.duties import lent
from hub.procedure.steps.effect import Changes
from hub.procedure.steps.system import CLOSED, DELIVERED, LAPSED, UNDELIVERED

RQ, RD = Side.REQUESTING, Side.REQUESTED
# Safe conduct ends after fifteen consecutive days unless the States agreed on another period (18(27)).
SAFE_CONDUCT = timedelta(days=15)
EXECUTING = frozenset(
    {MeasureStatus.ACCEPTED, MeasureStatus.IN_EXECUTION, MeasureStatus.COST_CONSULT, MeasureStatus.POSTPONED}
    | {MeasureStatus.CONDITIONS}
)
STANDS_STILL = EXECUTING - {MeasureStatus.ACCEPTED, MeasureStatus.IN_EXECUTION}
NOT_RUNNING = frozenset({Status.RETURNED, Status.REDIRECTED, Status.WITHDRAWN, Status.CLOSED})
Start = Callable[[Standing, Act], Clocks]


def timed(before: Standing, after: Standing, act: Act) -> Changes:
    """Clocks and times as they are after the act."""
    clocks = stop(after.clocks, act.at, codes(*STOPS.get(act.kind, ())))
    if act.kind in STARTS:
        for clock in STARTS[act.kind](after, act):
            clocks = start(clocks, clock)
    if act.kind in CHANGES:
        clocks = CHANGES[act.kind](clocks, act)
    clocks = _settled(_executions(clocks, before, after, act), after, act)
    return {"clocks": clocks, "times": _times(before, after, act)}


def _clock(code: str, side: Side, act: Act, ref: str = "", by: date | None = None) -> Clock:
    return Clock(code, ref, side, act.at, by)


def _sent(after: Standing, act: Act) -> Clocks:
    first = (_clock("delivery", RD, act), _clock("ack", RD, act))
    wanted = after.wanted_by
    return (*first, _clock("requested_date", RD, act, by=wanted)) if wanted else first


def _consulted(after: Standing, act: Act) -> Clocks:
    talk = after.consultation
    return (_clock("consultation", OTHER[talk.by], act, by=talk.reply_by),) if talk else ()


def _results(after: Standing, act: Act) -> Clocks:
    originals = [i["label"] for i in act.facts["items"] if i["return_by"] is not None]
    new = (k for k, d in after.duties.items() if d.kind == "return_original" and d.ref in originals)
    owed = tuple(_duty(after, act, label) for label in new)
    waits = bool(after.open_items) or act.facts["final"]
    return (*owed, _clock("receipt", RQ, act)) if waits else owed


def _custody(after: Standing, act: Act) -> Clocks:
    return tuple(_duty(after, act, label) for label in lent(after, act.facts["measure"]))


def _duty(after: Standing, act: Act, label: str) -> Clock:
    duty = after.duties[label]
    return _clock("duty", duty.side, act, label, duty.due)


def _agreed(after: Standing, act: Act) -> Clocks:
    wanted = after.wanted_by
    return (_clock("requested_date", RD, act, by=wanted),) if act.facts["agreed"] and wanted else ()


STARTS: dict[str, Start] = {
    "mla.oral": lambda _after, act: (_clock("oral", RQ, act),),
    "mla.transmit": _sent,
    "mla.resend": _sent,
    DELIVERED: lambda _after, act: (_clock("ack", RD, act),),
    "mla.acknowledge": lambda _after, act: (_clock("decision", RD, act),),
    "mla.ask": lambda _after, act: (_clock("info", RQ, act),),
    "mla.consult": _consulted,
    "mla.conditions": lambda _after, act: (_clock("conditions", RQ, act, by=act.facts["reply_by"]),),
    "mla.postpone": lambda _after, act: tuple(
        _clock("postponement", RD, act, label, act.facts["review_by"]) for label in act.facts["measures"]
    ),
    "mla.results": _results,
    "mla.close": lambda after, act: (_clock("closing", RD, act),) if after.closing else (),
    # Asking again does not give the other side more time.
    "mla.status_query": lambda after, act: (
        () if find(after.clocks, "status") else (_clock("status", RD, act),)
    ),
    "mla.agree_date": _agreed,
    "mla.preserved": lambda _after, act: (
        _clock("preservation", RQ, act, act.facts["measure"], act.facts["expires"]),
    ),
    "mla.custody": _custody,
    "mla.safe_conduct": lambda _after, act: (
        _clock("safe_conduct", RQ, act, act.facts["measure"], act.facts["told"] + SAFE_CONDUCT),
    ),
    "mla.ask_use": lambda _after, act: (_clock("use", RD, act, act.facts["use"]),),
}
STOPS: dict[str, tuple[str, ...]] = {
    "mla.transmit": ("oral",),
    DELIVERED: ("delivery",),
    UNDELIVERED: ("delivery", "ack"),
    "mla.acknowledge": ("delivery", "ack"),
    "mla.answer": ("info",),
    "mla.consult_reply": ("consultation",),
    "mla.accept_conditions": ("conditions",),
    "mla.counter": ("conditions",),
    "mla.status_update": ("status",),
    "mla.results": ("closing",),
    "mla.object_close": ("closing",),
    "mla.confirm_close": ("closing",),
    CLOSED: ("closing",),
}


def _declined(clocks: Clocks, act: Act) -> Clocks:
    return clocks if act.facts["agreed"] else stop(clocks, act.at, codes("oral"))


def _extended(clocks: Clocks, act: Act) -> Clocks:
    clock = find(clocks, "decision")
    if clock is None:
        return clocks
    until = act.facts["until"]
    return change(clocks, clock, replace(clock, by=until, extended=(until - act.at.date()).days))


def _stop_refs(code: str, fact: str) -> Callable[[Clocks, Act], Clocks]:
    def stopped(clocks: Clocks, act: Act) -> Clocks:
        meant = act.facts[fact]
        refs = [meant] if isinstance(meant, str) else meant
        return stop(clocks, act.at, lambda c: c.code == code and c.ref in refs)

    return stopped


def _lapsed(clocks: Clocks, act: Act) -> Clocks:
    clock = find(clocks, act.facts["clock"], act.facts["ref"])
    return clocks if clock is None else change(clocks, clock, replace(clock, lapsed=act.at))


CHANGES: dict[str, Callable[[Clocks, Act], Clocks]] = {
    "mla.oral_confirm": _declined,
    "mla.extend": _extended,
    "mla.duty_done": _stop_refs("duty", "duties"),
    "mla.duty_confirm": _stop_refs("duty", "duties"),
    "mla.answer_use": _stop_refs("use", "use"),
    LAPSED: _lapsed,
}


def _executions(clocks: Clocks, before: Standing, after: Standing, act: Act) -> Clocks:
    """A measure's own clock begins when it is accepted, and never anew."""
    begun = {MeasureStatus.ACCEPTED, MeasureStatus.IN_EXECUTION}
    for label in after.labels(*begun):
        new = label not in before.measures or before.measures[label].status not in begun
        if new and find(clocks, "execution", label) is None:
            clocks = start(clocks, _clock("execution", RD, act, label))
    return clocks


def _settled(clocks: Clocks, after: Standing, act: Act) -> Clocks:
    """Clocks that have nothing left to measure stop; those that wait for something else stand still."""
    stopped = stop(clocks, act.at, lambda c: _is_idle(c, after))
    return set_paused(stopped, act.at, lambda c: _stands_still(c, after))


def _is_idle(clock: Clock, after: Standing) -> bool:
    if after.status in NOT_RUNNING:
        return clock.code not in AFTER
    return clock.code in IDLE and IDLE[clock.code](clock, after)


def _no_measure(clock: Clock, after: Standing, statuses: frozenset[MeasureStatus]) -> bool:
    return clock.ref not in after.measures or after.measures[clock.ref].status not in statuses


IDLE: dict[str, Callable[[Clock, Standing], bool]] = {
    "decision": lambda _c, after: not after.labels(*UNDECIDED_MEASURE),
    "execution": lambda c, after: _no_measure(c, after, EXECUTING),
    "postponement": lambda c, after: _no_measure(c, after, frozenset({MeasureStatus.POSTPONED})),
    "preservation": lambda c, after: c.ref not in after.open_measures,
    "requested_date": lambda _c, after: (
        after.status in {Status.RESULTS_TRANSMITTED, Status.RESULTS_RECEIVED, Status.REFUSED}
    ),
    "info": lambda _c, after: not after.open_questions,
    "consultation": lambda _c, after: after.consultation is None or after.consultation.answered,
    "conditions": lambda _c, after: not after.conditions,
    "receipt": lambda _c, after: not after.open_items and after.status != Status.RESULTS_TRANSMITTED,
}


def _stands_still(clock: Clock, after: Standing) -> bool:
    if clock.code == "decision":
        return after.status in PAUSED
    if clock.code != "execution":
        return False
    return after.status == Status.INFO_REQUESTED or after.measures[clock.ref].status in STANDS_STILL


def _times(before: Standing, after: Standing, act: Act) -> dict[str, datetime]:
    """When the phases were reached: the first sending and decision, and the last of everything else."""
    found: dict[str, datetime] = dict(before.times)
    if act.kind in TIMES:
        found[TIMES[act.kind]] = act.at
    if act.kind == "mla.results" and after.status == Status.RESULTS_TRANSMITTED:
        found["results"] = act.at
    if act.kind == "mla.receive" and after.status == Status.RESULTS_RECEIVED:
        found["received"] = act.at
    if after.status == Status.CLOSED and before.status != Status.CLOSED:
        found["closed"] = act.at
    if act.kind == "mla.transmit":
        found.setdefault("sent", act.at)
    reached = {"decided": _decided(after), "executed": _executed(after)}
    for name in (name for name, yes in reached.items() if yes):
        found.setdefault(name, act.at)
    return found


TIMES = {DELIVERED: "delivered", "mla.acknowledge": "acknowledged"}


def _decided(after: Standing) -> bool:
    return "acknowledged" in after.times and not after.labels(*UNDECIDED_MEASURE, MeasureStatus.WITHDRAWN)


def _executed(after: Standing) -> bool:
    return bool(after.labels(*DONE_MEASURE)) and not after.open_measures
