"""Make and end the tokens with which programs act for an officer."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import ALL_SCOPES, open_seats
from focal_points.authentication import PREFIX, digest
from focal_points.models import AccessToken, Officer, Role, Seat
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid
from hub.notifications import actions as notifications

LIFETIME = timedelta(days=30)
SEATLESS_LIFETIME = timedelta(days=1)


@dataclass(frozen=True)
class MadeToken:
    """A new token: `secret` is shown once and never stored."""

    secret: str
    row: AccessToken


@transaction.atomic
def make_token(
    officer: Officer, *, focal_point: UUID | None, scopes: Collection[str], label: str, now: datetime
) -> MadeToken:
    """A token for one of the officer's posts (the first one if none is named).

    An officer without any seat gets a short one that reaches only the own keystore and country chain.
    Raises Invalid no_seat or bad_scopes.
    """
    if not scopes or not set(scopes) <= ALL_SCOPES:
        raise Invalid("bad_scopes", _("Scopes are one or more of read, write and admin."), field="scopes")
    seat = _seat(officer, focal_point)
    secret = PREFIX + secrets.token_urlsafe(32)
    row = AccessToken.objects.create(
        digest=digest(secret),
        officer=officer,
        seat=seat,
        scopes=" ".join(sorted(set(scopes))),
        label=label,
        expires=now + (LIFETIME if seat else SEATLESS_LIFETIME),
    )
    record(Kind.TOKEN_MADE, who=officer.pk, country=officer.country_id, what=row.pk)
    return MadeToken(secret, row)


@transaction.atomic
def end_token(token: int, *, by: Officer) -> None:
    """End one of the officer's own tokens; ending it twice changes nothing."""
    ended, _rows = AccessToken.objects.filter(pk=token, officer=by).delete()
    if ended:
        record(Kind.TOKEN_ENDED, who=by.pk, country=by.country_id, what=token)
        notifications.close_sockets([notifications.token_group(token)])


def _seat(officer: Officer, focal_point: UUID | None) -> Seat | None:
    seats: list[Seat] = list(open_seats(officer).order_by("pk"))
    if focal_point is not None:
        seats = [seat for seat in seats if seat.focal_point_id == focal_point]
        if not seats:
            raise Invalid("no_seat", _("You have no seat at this focal point."), field="focal_point")
    keyed = [seat for seat in seats if seat.role != Role.OBSERVER]
    return next(iter(keyed or seats), None)
