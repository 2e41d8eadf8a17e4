"""What a rule is asked: plain values, so that every case can be tried without a database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from hub.base.results import Answer
from mla_requests.states import Side, Standing


@dataclass(frozen=True)
class Question:
    """May this officer, on this side, in these roles, do it now? Without `facts` only the button is meant."""

    standing: Standing
    side: Side
    officer: UUID
    roles: frozenset[str]
    facts: Mapping[str, Any] | None
    now: datetime


Guard: TypeAlias = Callable[[Question], Answer]
