"""How long each side had the ball, and how long the request was paused: added up from act to act."""

from hub.procedure.clocks import seconds
from hub.procedure.moves import kept_national
from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import PAUSED, Side
from hub.procedure.steps.effect import Changes


def measured(before: Standing, act: Act) -> Changes:
    """The sums up to this act. Nothing is counted before the first sending."""
    if "sent" not in before.times:
        return {}
    span = seconds(before.updated, act.at)
    return {"paused": before.paused + span * (before.status in PAUSED), **_held(before, act)}


def _held(before: Standing, act: Act) -> Changes:
    """Acts that one side keeps to itself change nothing here: both sides must find the same sums."""
    if before.shared_at is None or kept_national(act.kind):
        return {}
    span = seconds(before.shared_at, act.at)
    return {
        "held_requesting": before.held_requesting + span * (before.shared_ball == Side.REQUESTING),
        "held_requested": before.held_requested + span * (before.shared_ball == Side.REQUESTED),
    }
