"""Tell people that it is their turn, or that the other side has written: kind and id, never content."""

from uuid import UUID

from focal_points.acting import Acting
from focal_points.queries import seats_at
from hub.notifications import actions as notifications
from hub.procedure import APPROVER, OFFICER, SHARED, Move, Side
from hub.webhooks import actions as webhooks
from mla_requests.models import MlaRequest


def tell(request: MlaRequest, move: Move, by: Acting) -> None:
    """The officers whose turn it is and the other posts that may see the act; not the one who acted.

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
    webhooks.announce(_seeing(request, move), move.kind, request.pk, request.updated)


def _posts(request: MlaRequest, move: Move, by: Acting) -> set[UUID]:
    told = {request.requesting_id} if request.ball == Side.REQUESTING else set[UUID]()
    if request.conducting_id is not None and request.conducting_id != by.focal_point.pk:
        # The prosecution follows its case; the shared acts themselves it cannot open.
        told.add(request.conducting_id)
    if by.focal_point.pk != request.requesting_id:
        told.add(request.requesting_id)
    if move.stream == SHARED and (
        by.focal_point.pk != request.requested_id or request.ball == Side.REQUESTED
    ):
        told.add(request.requested_id)
    return told


def _seeing(request: MlaRequest, move: Move) -> set[UUID]:
    """The posts that may know of the act: the file is the asking side's own."""
    posts = {request.requesting_id, request.conducting_id}
    if move.stream == SHARED:
        posts.add(request.requested_id)
    return {post for post in posts if post is not None}
