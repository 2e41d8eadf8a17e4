"""How a set was adopted: objections, votes; the counters of symbols; corrigenda afterwards."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models import Country, FocalPoint
from hub.conferences.models.sets import RecommendationSet


class Objection(models.Model):
    """A country's objection under the silence procedure, with its reason. Open until it is lifted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="objections")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    round = models.PositiveIntegerField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["set", "country", "round"], name="one_objection_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.country_id} against {self.set_id}"


class Choice(models.TextChoices):
    """A country's vote."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    ABSTAIN = "abstain", _("Abstention")


class Vote(models.Model):
    """One country's one vote in one round. It is given once and not changed."""

    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="votes")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    round = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["set", "country", "round"], name="one_vote_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.choice}"


class SymbolCounter(models.Model):
    """The last number given in a series and year for one sort of document. Numbers are never given twice."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class Corrigendum(models.Model):
    """A correction of published text in one language. The text itself stays as it was published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    set = models.ForeignKey(RecommendationSet, on_delete=models.PROTECT, related_name="corrigenda")
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=70, unique=True)
    language = models.CharField(max_length=10)
    para_no = models.PositiveIntegerField()
    old = models.TextField()
    new = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["set", "number"]
        verbose_name_plural = "corrigenda"
        constraints = [models.UniqueConstraint(fields=["set", "number"], name="one_corrigendum_of_a_number")]

    def __str__(self) -> str:
        return self.symbol
