"""Who may listen, until when, and at which post."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from focal_points.acting import SESSION_POST
from focal_points.models import AccessToken, Seat
from focal_points.queries import credential_ends


@dataclass(frozen=True)
class Listening:
    """A socket may stay open until then; its officer is present at that post."""

    until: datetime
    post: UUID


@dataclass(frozen=True)
class Credential:
    """What a socket was opened with: the number of a token, or else a browser session."""

    token: int | None
    session: Any = None

    @property
    def key(self) -> str:
        """The key of the session; empty for a token."""
        return str(getattr(self.session, "session_key", "") or "")


def listening(officer: UUID, by: Credential, now: datetime) -> Listening | None:
    """How an active officer with a seat may listen with this token or session; None if not at all."""
    seats = Seat.objects.filter(officer=officer, officer__is_active=True, to_seq__isnull=True)
    posts = list(seats.order_by("pk").values_list("focal_point_id", flat=True))
    until = credential_ends(by.token, by.key, now)
    if until is None or not posts:
        return None
    wanted = _chosen(by)
    return Listening(until, next((post for post in posts if str(post) == wanted), posts[0]))


def _chosen(by: Credential) -> str:
    """The post a token is for, or the one that the session last acted at."""
    if by.token is None:
        return "" if by.session is None else str(by.session.get(SESSION_POST, ""))
    seats = AccessToken.objects.filter(pk=by.token).values_list("seat__focal_point_id", flat=True)
    return str(seats.first() or "")
