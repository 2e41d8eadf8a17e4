"""What recommendations build on, and what became of those of the edition before."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models import FocalPoint
from hub.conferences.models.recommendation import Recommendation
from hub.conferences.models.sets import RecommendationSet


class LinkKind(models.TextChoices):
    """How the newer recommendation relates to the older one."""

    BUILDS_ON = "builds_on", _("Builds on")
    REAFFIRMS = "reaffirms", _("Reaffirms")
    UPDATES = "updates", _("Updates")
    MERGES = "merges", _("Merges")
    SPLITS = "splits", _("Splits")
    SUPERSEDES = "supersedes", _("Supersedes")
    DROPS = "drops", _("Drops")
    IMPLEMENTS = "implements", _("Implements")


class RecommendationLink(models.Model):
    """From the newer recommendation to its ancestor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    start = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="ancestors")
    end = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="descendants")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["start", "end", "kind"], name="one_ancestor_link_of_a_kind"),
            models.CheckConstraint(condition=~models.Q(start=models.F("end")), name="no_own_ancestor"),
        ]

    def __str__(self) -> str:
        return f"{self.start_id} {self.kind} {self.end_id}"


class Fate(models.TextChoices):
    """What became of a recommendation in the next edition."""

    CONTINUED = "continued", _("Continued")
    UPDATED = "updated", _("Updated")
    MERGED = "merged", _("Merged")
    IMPLEMENTED = "implemented", _("Implemented")
    DROPPED = "dropped", _("Dropped")


class AncestorFate(models.Model):
    """A fate recorded by hand, of an ancestor that nothing new points to. Dropping needs a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ancestor = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="fates")
    set = models.ForeignKey(RecommendationSet, on_delete=models.CASCADE, related_name="fates")
    fate = models.CharField(max_length=12, choices=Fate.choices)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(FocalPoint, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["ancestor", "set"], name="one_fate_in_a_set")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} {self.fate}"
