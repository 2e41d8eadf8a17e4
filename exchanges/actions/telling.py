"""Tell people that it is their turn, or that the other side has written: kind and id, never content."""

from datetime import datetime
from uuid import UUID

from exchanges.models import Exchange
from exchanges.states import APPROVER, OFFICER, Side
from focal_points.acting import Acting
from focal_points.queries import seats_at
from hub.forms.exchanges import Move
from hub.notifications import actions as notifications
from hub.webhooks.actions import announce


def tell(exchange: Exchange, move: Move, by: Acting, now: datetime) -> None:
    """The other side's officers, and those at the own post whose turn it is; not the one who acted."""
    posts = {Side.SENDER: exchange.sender_id, Side.RECEIVER: exchange.receiver_id}
    own = by.focal_point.pk
    told = {post for side, post in posts.items() if post != own or side == exchange.ball}
    seats = seats_at({*posts.values()})
    officers = {o for o, post, role in seats if post in told and role in (OFFICER, APPROVER)}
    officers.discard(by.officer.pk)
    notifications.tell(officers, move.kind, exchange.pk)
    colleagues = {o for o, post, _role in seats if post == own} - officers
    notifications.ring(colleagues, {"type": "ring", "kind": move.kind, "id": str(exchange.pk)})
    announce(list(posts.values()), move.kind, exchange.pk, now)


def remind(exchange: Exchange, post: UUID, *, escalated: bool) -> None:
    """Tell a post's officers (approvers, once they were told before) that a clock ran out."""
    roles = {APPROVER} if escalated else {OFFICER, APPROVER}
    officers = {o for o, _post, role in seats_at({post}) if role in roles}
    notifications.tell(officers, "clock.escalated" if escalated else "clock.overdue", exchange.pk)
