"""Browser sessions that know their officer: all sessions of one officer end in one statement."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from focal_points.models.officer import Officer


class OfficerSession(AbstractBaseSession):
    """A browser session; `officer` is empty until somebody has signed in."""

    officer = models.ForeignKey(Officer, null=True, on_delete=models.CASCADE, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that writes these rows."""
        from focal_points.sessions import SessionStore

        return SessionStore
