"""Where a request can be, the table of moves, and what each move does to it. No database here."""

from mla_requests.states.moves import APPROVER, FILE, MOVES, OFFICER, SHARED, Move
from mla_requests.states.standing import Act, MeasureStanding, Standing
from mla_requests.states.statuses import (
    AT_WORK,
    BALL,
    BEFORE_SENDING,
    DONE_MEASURE,
    OPEN_MEASURE,
    OVER,
    PAUSED,
    SENT,
    MeasureStatus,
    Side,
    Status,
    Target,
    ball,
)
from mla_requests.states.steps import begin, step

__all__ = [
    "APPROVER",
    "AT_WORK",
    "BALL",
    "BEFORE_SENDING",
    "DONE_MEASURE",
    "FILE",
    "MOVES",
    "OFFICER",
    "OPEN_MEASURE",
    "OVER",
    "PAUSED",
    "SENT",
    "SHARED",
    "Act",
    "MeasureStanding",
    "MeasureStatus",
    "Move",
    "Side",
    "Standing",
    "Status",
    "Target",
    "ball",
    "begin",
    "step",
]
