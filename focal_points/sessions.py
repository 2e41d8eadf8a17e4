"""The session engine: Django's database sessions with the officer in a column of its own."""

from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from focal_points.models import OfficerSession


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
        return row
