"""Keys that were lost and made anew, and the devices that remember an officer."""

import uuid

from django.db import models

from focal_points.models.officer import Officer


class NewKeys(models.Model):
    """Keys an officer made after losing theirs. They count for nothing until the country signs them."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="new_keys")
    kem = models.CharField(max_length=44)
    sig = models.CharField(max_length=44)
    keystore = models.JSONField()
    made = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.officer_id)


class Device(models.Model):
    """A browser that keeps an officer's keys as handles. The row only lets it be listed and forgotten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="devices")
    label = models.CharField(max_length=80)
    made = models.DateTimeField()
    used = models.DateTimeField()

    class Meta:
        ordering = ["-used", "id"]

    def __str__(self) -> str:
        return self.label
