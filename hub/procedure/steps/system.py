"""What the hub itself states, signed with its own key: delivery, and silence when a clock has run out."""

from hub.procedure.standing import Act, Standing
from hub.procedure.statuses import Status
from hub.procedure.steps.closing import confirmed
from hub.procedure.steps.effect import Effect

# Facts: none but for sys.lapsed, {"clock", "ref"}.
DELIVERED, UNDELIVERED, CLOSED, LAPSED = "sys.delivered", "sys.undelivered", "sys.closed", "sys.lapsed"
GOALS: dict[str, Status | None] = {
    DELIVERED: None,
    UNDELIVERED: Status.UNDELIVERED,
    CLOSED: Status.CLOSED,
    LAPSED: None,
}
EFFECTS: dict[str, Effect] = {CLOSED: confirmed}


def goal(before: Standing, act: Act) -> Status:
    """Where the hub's own word leads. What was opened late after all is sent, not undelivered."""
    late = act.kind == DELIVERED and before.status == Status.UNDELIVERED
    return Status.TRANSMITTED if late else GOALS[act.kind] or before.status
