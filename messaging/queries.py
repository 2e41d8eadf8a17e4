"""Who may listen."""

from datetime import datetime
from uuid import UUID

from focal_points.models import Seat
from focal_points.queries import credential_ends


def listens_until(officer: UUID, token: int | None, session: str, now: datetime) -> datetime | None:
    """Until when an active officer with a seat may listen with this token or session; None if not at all."""
    seats = Seat.objects.filter(officer=officer, officer__is_active=True, to_seq__isnull=True)
    return credential_ends(token, session, now) if seats.exists() else None
