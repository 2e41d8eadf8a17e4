"""The session engine: Django's database sessions with the officer in a column of its own."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from focal_points.models import OfficerSession
from focal_points.pending import BEGUN, DEVICE, SEEN


class SessionStore(DatabaseStore):
    """Writes `OfficerSession` rows."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table of sessions."""
        return OfficerSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row of this session, with the signed-in officer beside the opaque data."""
        row = super().create_model_instance(data)
        officer = data.get(SESSION_KEY)
        row.officer_id = UUID(officer) if officer else None  # type: ignore[attr-defined]
        row.device = data.get(DEVICE, "")  # type: ignore[attr-defined]
        row.begun, row.seen = _moment(data.get(BEGUN)), _moment(data.get(SEEN))  # type: ignore[attr-defined]
        return row


def _moment(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
