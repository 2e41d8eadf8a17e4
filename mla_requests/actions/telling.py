"""Tell people that it is their turn, or that the other side has written: kind and id, never content."""

from uuid import UUID

from focal_points.acting import Acting
from focal_points.queries import seats_at
from hub.notifications import actions as notifications
from hub.webhooks import actions as webhooks
from mla_requests.models import MlaRequest
from mla_requests.states import APPROVER, OFFICER, SHARED, Move, Side


def tell(request: MlaRequest, move: Move, by: Acting) -> None:
    """The officers whose turn it is and, once it is sent, the other side; not the one who acted.

    Everybody at the acting post is rung as well, so that no page there goes on offering what a colleague, or
    the same officer in another window, has just done.
    """
    posts, own = _posts(request, move, by), by.focal_point.pk
    seats = seats_at(posts | {own})
    officers = {o for o, post, role in seats if post in posts and role in (OFFICER, APPROVER)}
    officers.discard(by.officer.pk)
    notifications.tell(officers, move.kind, request.pk)
    colleagues = {o for o, post, _role in seats if post == own} - officers
    notifications.ring(colleagues, {"type": "ring", "kind": move.kind, "id": str(request.pk)})
    seeing = {own} if move.stream != SHARED else {request.requesting_id, request.requested_id}
    webhooks.announce(seeing, move.kind, request.pk, request.updated)


def _posts(request: MlaRequest, move: Move, by: Acting) -> set[UUID]:
    holds = {Side.REQUESTING: request.requesting_id, Side.REQUESTED: request.requested_id}
    told = {holds[side] for side in holds if side == request.ball}
    if move.stream == SHARED:
        told |= {post for post in holds.values() if post != by.focal_point.pk}
    return told
