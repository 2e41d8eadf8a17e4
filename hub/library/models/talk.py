"""What people say and decide about an item, who follows it, where it was used again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, FocalPoint, Officer
from hub.library.models.item import ItemVersion, LibraryItem


class Decision(models.Model):
    """An act on a version with its reason: kept for ever, read by the owner and by whoever decided."""

    item = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField(max_length=20)
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.version_id}"


class Comment(models.Model):
    """A remark on a version, for signed-in readers of that version; an internal one for the owner alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="comments")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    internal = models.BooleanField(default=False)
    at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Follow(models.Model):
    """An officer who is told of new versions, from the post it was asked at."""

    item = models.ForeignKey(LibraryItem, on_delete=models.CASCADE, related_name="follows")
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "officer"], name="library_follow_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.item_id}"


class Replication(models.Model):
    """A country's word that it used a practice too; shown once a second person of that country cleared it."""

    class State(models.TextChoices):
        """Whether others see it."""

        PENDING = "pending", _("Waiting for clearance")
        SHOWN = "shown", _("Shown")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="replications")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="replications")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    note = models.TextField()
    result = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    cleared_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "country"], name="library_replication_once")]

    def __str__(self) -> str:
        return f"{self.country_id} {self.item_id}"


class Usage(models.Model):
    """How often officers of a country opened an item or a file of it on a day; nobody in particular."""

    item = models.ForeignKey(LibraryItem, on_delete=models.CASCADE, related_name="usage")
    country = models.ForeignKey(Country, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "country", "day"], name="library_usage_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.country_id} {self.day}"
