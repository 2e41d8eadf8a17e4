"""Who may listen."""

from uuid import UUID

from focal_points.models import Seat


def may_listen(officer: UUID) -> bool:
    """Whether the officer is active and has a seat anywhere now."""
    seats = Seat.objects.filter(officer=officer, officer__is_active=True, to_seq__isnull=True)
    return seats.exists()
