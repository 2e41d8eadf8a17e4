"""Items, their versions and who may see them."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from focal_points.acting import Acting
from focal_points.models import Country, FocalPoint, Officer, PostType
from hub.base import clock
from hub.library.states import ItemType, State
from hub.publishing.audience import PUBLIC, AudienceRow, tokens_for


class Items(models.QuerySet["LibraryItem"]):
    """Items, narrowed to what a reader may see."""

    def visible_to(self, reader: Acting | None, on: date | None = None) -> Self:
        """What was published for the reader and has no embargo; the own country's; what waits for review.

        Retired ones are among them: others than the owner see of those only that they were (`is_open`).
        """
        today = on or clock.now().date()
        seen = opened(today) & self._told(tokens_for(reader, today))
        return self.filter(seen if reader is None else seen | own(reader) | in_review(reader))

    def public(self, on: date | None = None) -> Self:
        """What everybody may see today, retired ones included."""
        return self.visible_to(None, on)

    def _told(self, tokens: frozenset[str]) -> Q:
        return Q(Exists(ItemAudience.objects.filter(thing=OuterRef("pk"), token__in=sorted(tokens))))


def opened(today: date) -> Q:
    """Items with a published version whose embargo, if any, has ended."""
    return Q(current__isnull=False) & (Q(embargo_until__isnull=True) | Q(embargo_until__lte=today))


def own(reader: Acting) -> Q:
    """Items of the reader's own country or organisation, in every state."""
    return Q(country_id=reader.country)


def in_review(reader: Acting) -> Q:
    """Items with a version that waits for this reader's post to review it."""
    waiting = ItemVersion.objects.filter(item=OuterRef("pk"), state=State.REVIEW)
    if reader.focal_point.type != PostType.SECRETARIAT:
        waiting = waiting.filter(reviewer=reader.focal_point)
    return Q(Exists(waiting))


class LibraryItem(models.Model):
    """One piece of knowledge, described as its `current` version is, or its only draft while there is none.

    `embargo_until` is the first day on which others than the owner see it. `listed_at` orders lists: when the
    current version was published; for what never was, the last change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    type = models.CharField(max_length=20, choices=ItemType.choices)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="library_items")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="library_items")
    audience = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    pillars = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    countries = models.JSONField(default=list)
    instruments = models.JSONField(default=list)
    sdg = models.JSONField(default=list)
    licence = models.CharField(max_length=40, blank=True)
    rights_note = models.TextField(blank=True)
    embargo_until = models.DateField(null=True)
    current = models.ForeignKey("ItemVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)
    created_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    listed_at = models.DateTimeField()

    objects = Items.as_manager()

    class Meta:
        ordering = ["-listed_at", "-number"]
        indexes = [
            models.Index(fields=["-listed_at", "-number"], name="library_newest"),
            models.Index(fields=["country", "state"], name="library_owner"),
        ]

    def __str__(self) -> str:
        return f"HUB-LIB-{self.number:06d}"

    @property
    def working(self) -> "ItemVersion | None":
        """The version being worked on, if any; None for what is only published."""
        # In Python, so that a list which brought its versions along asks nothing more for each row.
        worked_on = [one for one in self.versions.all() if one.state != State.PUBLISHED]
        return max(worked_on, key=lambda one: one.number, default=None)

    def is_open(self, on: date | None = None) -> bool:
        """Whether it is past the embargo and published, so that its audience reads it."""
        embargo = self.embargo_until
        return self.current_id is not None and (embargo is None or embargo <= (on or clock.now().date()))

    def owned_by(self, reader: Acting | None) -> bool:
        """Whether the reader acts for the owner."""
        return reader is not None and reader.country == self.country_id


class ItemAudience(AudienceRow):
    """A token that opens the item as it is published now."""

    thing = models.ForeignKey(LibraryItem, on_delete=models.CASCADE, related_name="audience_rows")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "token"], name="library_token_once")]
        indexes = [models.Index(fields=["token", "thing"], name="library_token")]


class ItemVersion(models.Model):
    """One version. `facts` describe the item, `detail` holds the fields of its type; fixed on submission.

    `revision` counts what was saved. `hash` (SHA-256 over facts, detail, texts and hashes of files) is taken
    at submission and holds for what is cleared, reviewed and published.
    `reviewer` is the secretariat of a network.
    """

    item = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    identifier = models.CharField(max_length=40, unique=True)
    change_note = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    detail = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    reviewer = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="library_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=~Q(state="published"), name="library_one_working_version"
            ),
        ]
        indexes = [models.Index(fields=["state", "reviewer"], name="library_waiting")]

    def __str__(self) -> str:
        return self.identifier

    @property
    def authoritative(self) -> Any:
        """The rendition that counts, or None while there is no text."""
        return next((one for one in self.renditions.all() if one.authoritative), None)

    @property
    def is_public(self) -> bool:
        """Whether this version was meant for everybody."""
        return bool(self.facts.get("audience", {}).get("kind") == PUBLIC)


class VersionAuthor(models.Model):
    """Somebody who wrote on a version, and so never clears it."""

    version = models.ForeignKey(ItemVersion, on_delete=models.CASCADE, related_name="authors")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "officer"], name="library_author_once")]

    def __str__(self) -> str:
        return str(self.officer_id)


class Counter(models.Model):
    """The last number given out under a name; numbers are never used again."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
