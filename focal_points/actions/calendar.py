"""Make and end the secret address of an officer's calendar."""

import secrets
from datetime import datetime

from django.db import transaction

from focal_points.authentication import digest
from focal_points.models import CalendarLink, Officer
from hub.audit.actions import record
from hub.audit.models import Kind

SUBJECT = "calendar"


@transaction.atomic
def make_calendar_link(officer: Officer, now: datetime) -> str:
    """A new secret, shown once and kept only as a digest; the address before it ends."""
    secret = secrets.token_urlsafe(32)
    CalendarLink.objects.update_or_create(
        officer=officer, defaults={"digest": digest(secret), "created": now}
    )
    record(Kind.TOKEN_MADE, who=officer.pk, country=officer.country_id, what=SUBJECT)
    return secret


@transaction.atomic
def end_calendar_link(officer: Officer) -> None:
    """End the address; ending it twice changes nothing."""
    ended, _rows = CalendarLink.objects.filter(officer=officer).delete()
    if ended:
        record(Kind.TOKEN_ENDED, who=officer.pk, country=officer.country_id, what=SUBJECT)
