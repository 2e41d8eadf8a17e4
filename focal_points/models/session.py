"""Browser sessions that know their officer: all sessions of one officer end in one statement."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from focal_points.models.officer import Officer


class OfficerSession(AbstractBaseSession):
    """A browser session; `officer` is empty until somebody has signed in.

    Of the device it keeps two words (browser, system), of the line nothing.
    """

    officer = models.ForeignKey(Officer, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=60, blank=True, db_default="")
    begun = models.DateTimeField(null=True, blank=True)
    seen = models.DateTimeField(null=True, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type:
        """The store that writes these rows."""
        from focal_points.sessions import SessionStore

        return SessionStore
