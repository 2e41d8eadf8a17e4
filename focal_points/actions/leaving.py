"""What ends at once when somebody leaves: sessions, tokens, sockets."""

from collections.abc import Iterable

from focal_points.models import AccessToken, CalendarLink, Officer, OfficerSession, Seat
from hub.notifications import actions as notifications


def end_access(officer: Officer, seats: Iterable[Seat] | None = None) -> None:
    """End the officer's sessions and sockets, and the tokens of `seats` (None: all tokens).

    Runs inside the caller's transaction; sockets are told after the commit.
    """
    tokens = AccessToken.objects.filter(officer=officer)
    if seats is not None:
        tokens = tokens.filter(seat__in=[seat.pk for seat in seats])
    tokens.delete()
    OfficerSession.objects.filter(officer=officer).delete()
    notifications.close_sockets([notifications.group_name(officer.pk)])


def end_all_access() -> None:
    """End every session, token and calendar address: a copy put back holds some that were ended since."""
    for model in (AccessToken, OfficerSession, CalendarLink):
        model._default_manager.all().delete()  # noqa: SLF001 - Django's own documented API
