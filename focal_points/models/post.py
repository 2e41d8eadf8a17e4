"""FocalPoint: a post in a country. It is addressed, holds keys and keeps its history when people change."""

import uuid

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models.country import Country


class PostType(models.TextChoices):
    """What a post is for."""

    CENTRAL_AUTHORITY = "central_authority", _("Central authority for mutual legal assistance")
    PROSECUTION = "prosecution", _("Prosecution service")
    POLICE = "police", _("Police unit")
    TIP = "tip", _("Focal point on trafficking in persons")
    SOM = "som", _("Focal point on smuggling of migrants")
    REFERRAL = "referral", _("Referral service")
    NAP_SECRETARIAT = "nap_secretariat", _("Secretariat of the national action plan")
    SECRETARIAT = "secretariat", _("Secretariat of the hub")
    ORGANISATION = "organisation", _("Organisation without a country")


def of_states() -> dict[str, str]:
    """The types of posts that countries and the Secretariat have, with their words."""
    return {kind: str(label) for kind, label in PostType.choices if kind != PostType.ORGANISATION}


class Posts(models.QuerySet["FocalPoint"]):
    """Posts."""

    def of_countries(self) -> "Posts":
        """Without those of organisations: the only posts that cases, quick requests and threads know."""
        return self.exclude(type=PostType.ORGANISATION)


class FocalPoint(models.Model):
    """A post. `group` carries its object permissions; `generation` is its newest key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="focal_points")
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=20, choices=PostType.choices)
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="focal_point")
    generation = models.PositiveIntegerField(default=0)
    since_seq = models.PositiveIntegerField(default=0)

    objects = Posts.as_manager()

    class Meta:
        ordering = ["country__name_en", "name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"
