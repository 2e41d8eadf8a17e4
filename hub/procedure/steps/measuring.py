"""How long each side had the ball, and how long the request was paused: added up from act to act."""

from hub.procedure.clocks import seconds
from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import PAUSED, Side
from hub.procedure.steps.effect import Changes


def measured(before: Standing, act: Act) -> Changes:
    """The sums up to this act. Nothing is counted before the first sending."""
    if "sent" not in before.times:
        return {}
    span = seconds(before.updated, act.at)
    ours, theirs = before.ball == Side.REQUESTING, before.ball == Side.REQUESTED
    return {
        "held_requesting": before.held_requesting + span * ours,
        "held_requested": before.held_requested + span * theirs,
        "paused": before.paused + span * (before.status in PAUSED),
    }
