"""What a rule is asked: plain values, so that every case can be tried without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from hub.base.results import Answer
from hub.procedure import Side, Standing


@dataclass(frozen=True)
class Around:
    """What the rules must know beside the request itself.

    `channel` is the most that the pair of States allows (formal, advance, track) and `source` who says so;
    `agreement` the one in force between them; `takes_oral` is None where the directory says nothing;
    `colleagues` are the officers of the acting post; `decision_due` the day on which the decision is due;
    `supplements` whether the earlier request that is named is one between the same posts; `grounds` are
    those for refusal that the legal basis knows, None for all.
    """

    channel: str = "formal"
    source: str = ""
    agreement: UUID | None = None
    takes_oral: bool | None = None
    colleagues: frozenset[UUID] = frozenset()
    decision_due: date | None = None
    extension: int = 30
    supplements: bool = True
    grounds: frozenset[str] | None = None


@dataclass(frozen=True)
class Question:
    """May this officer, on this side, in these roles, do it now? Without `facts` only the button is meant."""

    standing: Standing
    side: Side
    officer: UUID
    roles: frozenset[str]
    facts: Mapping[str, Any] | None
    now: datetime
    around: Around = field(default_factory=Around)


Guard: TypeAlias = Callable[[Question], Answer]
