"""What waits for an officer: a kind and an id, never content."""

from django.conf import settings
from django.db import models


class Notification(models.Model):
    """One thing one officer should look at."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["officer", "read_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Once(models.Model):
    """Something that was told and is not told again, by a name of its own such as "<request> ack 1"."""

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
