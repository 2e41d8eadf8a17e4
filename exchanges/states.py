"""Where an exchange stands and what each act does to it. Pure: the same acts give the same standing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.forms.exchanges import TYPES, after

OFFICER, APPROVER = "officer", "approver"


class Family(models.TextChoices):
    """What kind of exchange it is."""

    QUICK = "quick", _("Quick request")
    INFO = "info", _("Information without request")


class Status(models.TextChoices):
    """Where an exchange is. Both States see the same word."""

    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    ANSWERED = "answered", _("Answered")
    NOTED = "noted", _("Noted")
    USED = "used", _("Used")
    CONVERTED = "converted", _("Formal request to follow")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


class Side(models.TextChoices):
    """Who acts, and who holds the ball."""

    SENDER = "sender", _("Sender")
    RECEIVER = "receiver", _("Receiver")
    NOBODY = "nobody", _("Nobody")


OVER = frozenset({Status.WITHDRAWN, Status.CLOSED})


@dataclass(frozen=True)
class Act:
    """One accepted event: its kind, its parsed facts, the acting post, and when the hub took it."""

    kind: str
    facts: Mapping[str, Any]
    post: UUID
    at: datetime


@dataclass(frozen=True)
class Running:
    """A clock that runs for one side. `until` is a moment the sender asked for, in place of the rule."""

    code: str
    side: Side
    started: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """Where an exchange stands. Names are those of the columns of Exchange.

    `asked`: ways of use for which consent is asked and not answered; `permitted`: those consented to;
    `consultation`: "", "open" or "answered"; `times`: when each thing first happened (asked, consulted:
    last); `held`: seconds that each side had to act.
    """

    family: Family
    type: str
    sender: UUID
    receiver: UUID
    urgent: bool
    handling: str
    since: datetime
    updated: datetime
    evaluation: str = ""
    restrictions: tuple[str, ...] = ()
    until: date | None = None
    due_asked: datetime | None = None
    status: Status = Status.SENT
    answer: str = ""
    reason: str = ""
    ways: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    permitted: tuple[str, ...] = ()
    consent: str = ""
    notices: int = 0
    consultation: str = ""
    times: Mapping[str, datetime] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=lambda: {Side.SENDER: 0, Side.RECEIVER: 0})

    @property
    def ball(self) -> Side:
        """Who must act next. After use was reported nobody must: either side may close."""
        if self.consultation == "open":
            return Side.RECEIVER
        if self.asked or self.status == Status.ANSWERED:
            return Side.SENDER
        return Side.RECEIVER if self.status in (Status.SENT, Status.ACKNOWLEDGED) else Side.NOBODY

    @property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run now."""
        return (*self._answering(), *self._consenting(), *self._consulting())

    def _answering(self) -> tuple[Running, ...]:
        waits = (Status.SENT, Status.ACKNOWLEDGED) if self.family == Family.QUICK else (Status.SENT,)
        if self.status not in waits:
            return ()
        return (Running(TYPES[self.type].clock, Side.RECEIVER, self.times["sent"], self.due_asked),)

    def _consenting(self) -> tuple[Running, ...]:
        return (Running("consent", Side.SENDER, self.times["asked"]),) if self.asked else ()

    def _consulting(self) -> tuple[Running, ...]:
        is_open = self.consultation == "open"
        return (Running("consultation", Side.RECEIVER, self.times["consulted"]),) if is_open else ()


def begin(act: Act) -> Standing:
    """The standing after the first act, which makes the exchange."""
    facts = act.facts
    own = {name: facts[name] for name in ("evaluation", "restrictions", "until") if name in facts}
    return Standing(
        family=Family(act.kind.partition(".")[0]),
        type=facts["type"],
        sender=act.post,
        receiver=facts["to"],
        urgent=facts["urgent"],
        handling=facts["handling"],
        due_asked=facts["due"],
        since=act.at,
        updated=act.at,
        times={"sent": act.at},
        **own,
    )


def step(before: Standing, act: Act) -> Standing:
    """The standing after an act that the rules allowed."""
    effect = _EFFECTS.get(act.kind.partition(".")[2], _nothing)
    status = Status(after(before.status, act.kind, act.facts))
    changed = replace(before, status=status, updated=act.at, **effect(before, act))
    changed = replace(changed, times=_times(before, changed, act), held=_held(before, act.at))
    if (changed.status, changed.ball) == (before.status, before.ball):
        return changed
    return replace(changed, since=act.at)


def _held(before: Standing, at: datetime) -> dict[str, int]:
    """Seconds during which each side had to act, up to this act."""
    passed = max(int((at - before.updated).total_seconds()), 0)
    return {side: s + (passed if side == before.ball else 0) for side, s in before.held.items()}


def _times(before: Standing, changed: Standing, act: Act) -> dict[str, datetime]:
    times = dict(before.times)
    if changed.status != before.status:
        times.setdefault(changed.status, act.at)
    if changed.asked and not before.asked:
        times["asked"] = act.at
    if changed.consultation == "open" and before.consultation != "open":
        times["consulted"] = act.at
    return times


Changes = dict[str, Any]


def _nothing(before: Standing, act: Act) -> Changes:
    del before, act
    return {}


def _used(before: Standing, act: Act) -> Changes:
    return {"ways": _more(before.ways, act.facts["ways"])}


def _consented(before: Standing, act: Act) -> Changes:
    given = act.facts["consent"] != "denied"
    permitted = _more(before.permitted, before.asked) if given else before.permitted
    return {"asked": (), "permitted": permitted, "consent": act.facts["consent"]}


def _consulted(before: Standing, act: Act) -> Changes:
    return {"consultation": "open" if act.post == before.sender else "answered"}


def _more(before: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return (*before, *(one for one in new if one not in before))


_EFFECTS: dict[str, Callable[[Standing, Act], Changes]] = {
    "answer": lambda _b, act: {"answer": act.facts["answer"], "reason": act.facts["reason"]},
    "withdraw": lambda _b, _a: {"asked": (), "consultation": ""},
    "use": _used,
    "ask_consent": lambda _b, act: {"asked": act.facts["ways"]},
    "answer_consent": _consented,
    "exculpatory": lambda before, _a: {"notices": before.notices + 1},
    "consult": _consulted,
}
