"""Where a post wants to be told, with which secrets, and what was told already."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models import FocalPoint

ADDRESS_LONGEST = 500


class Endpoint(models.Model):
    """An address of a post's own system. `kinds`: exact kinds, families like `mla.*`, or `*` for all.

    `succeeded` is the last time it took a delivery; `disabled` since when nothing is sent, `why` a slug.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=ADDRESS_LONGEST)
    label = models.CharField(max_length=80)
    kinds = models.JSONField(default=list)
    created = models.DateTimeField()
    succeeded = models.DateTimeField(null=True, blank=True)
    disabled = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["focal_point", "created"])]

    def __str__(self) -> str:
        return self.label

    def wants(self, kind: str) -> bool:
        """Whether this kind was chosen."""
        return bool({"*", kind, f"{kind.partition('.')[0]}.*"} & set(self.kinds))


class Secret(models.Model):
    """One signing secret, sealed with a key of the hub's; after a change the old one is good for a day."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.BinaryField(max_length=100)
    created = models.DateTimeField()
    expires = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.endpoint_id} {self.created:%Y-%m-%d}"

    def good(self, now: datetime) -> bool:
        """Whether deliveries are still signed with it."""
        return self.expires is None or self.expires > now


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Delivered")
    FAILED = "failed", _("Given up")


class Delivery(models.Model):
    """One thing to tell one endpoint: kind, id, time. Its id is the `webhook-id`, the same at every try.

    `claimed` is until when a worker holds it; a worker that dies leaves it to the next one after that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=64)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due = models.DateTimeField()
    claimed = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    first_try = models.DateTimeField(null=True, blank=True)
    last_try = models.DateTimeField(null=True, blank=True)
    status = models.PositiveIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=30, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due"], condition=models.Q(state="waiting"), name="webhook_waiting"),
            models.Index(fields=["endpoint", "-at", "-id"]),
            models.Index(fields=["state", "last_try"]),
        ]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"
