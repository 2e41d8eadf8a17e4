"""The secret address under which an officer's own calendar program fetches time limits."""

from django.db import models

from focal_points.models.officer import Officer


class CalendarLink(models.Model):
    """One officer's calendar address. Only the digest of its secret is kept."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="calendar")
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.officer_id)
