"""What one case gives to the statistics: plain numbers and codes, no name and no text.

`FigureRow` is the whole contract between the rooms that keep cases (requests, exchanges, the register of
paper requests) and this one. A room makes the row again after every act and hands it to `actions.put`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

SOURCES = ("request", "paper", "quick", "info")
# How a case ended, or "" while it is open.
OUTCOMES = ("executed", "partial", "not_possible", "refused", "withdrawn", "redirected", "returned")
OFFENCES = ("tip", "som", "ml", "corruption", "other")
QUICK_KINDS = ("nat_verify", "doc_verify", "travel_doc", "flag_confirm", "board_auth", "info_10")
USES = ("investigation", "indictment", "conviction", "acquittal", "asset_recovery", "victim_protection")
COUNTED = (
    "persons_heard", "victims_heard", "documents_served", "accounts",
    "assets_frozen", "assets_confiscated", "assets_returned",
)  # fmt: skip
USEFULNESS = ("unknown", "useful", "partly", "not_useful")


@dataclass(frozen=True)
class MeasureRow:
    """One act of assistance: its code (18.3.f), where it stands, and the ground if it was refused."""

    code: str
    status: str = ""
    ground: str = ""


def measures_text(rows: Iterable[MeasureRow]) -> str:
    """Measures as the column keeps them; "" for none."""
    parts = [f"{row.code}:{row.status}:{row.ground}" for row in rows]
    return f"|{'|'.join(parts)}|" if parts else ""


def measures_of(text: str) -> tuple[MeasureRow, ...]:
    """The inverse of `measures_text`."""
    return tuple(MeasureRow(*part.split(":")) for part in text.strip("|").split("|") if part)


@dataclass(frozen=True)
class FigureRow:
    """One case as statistics see it.

    `sender` asks and `receiver` is asked (ISO 3166-1 alpha-2). `owner` is "" for a case on the hub, and the
    country whose paper register it is in otherwise: only that country counts it. `kind` is that of a quick
    request. Times are seconds, None while not reached; `*_net` leaves out the time that the clock was
    paused. `ended_at` is None while the case is pending, `in_time` while nobody acknowledged.
    """

    id: UUID
    source: str
    sender: str
    receiver: str
    sent_at: datetime
    owner: str = ""
    kind: str = ""
    basis: str = ""
    offence: str = ""
    urgent: bool = False
    measures: tuple[MeasureRow, ...] = ()
    ended_at: datetime | None = None
    outcome: str = ""
    acknowledged: bool = False
    in_time: bool | None = None
    returned: bool = False
    rounds: int = 0
    accepted: bool = False
    conditions: bool = False
    postponed: bool = False
    converted: bool = False
    uses_asked: int = 0
    uses_granted: int = 0
    uses_denied: int = 0
    deliver: int | None = None
    acknowledge: int | None = None
    decide: int | None = None
    decide_net: int | None = None
    execute: int | None = None
    execute_net: int | None = None
    total: int | None = None
    total_net: int | None = None
    held_sender: int = 0
    held_receiver: int = 0
    useful: str = ""
    used_in: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
