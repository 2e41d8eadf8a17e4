"""Networks: regional mechanisms and alliances of organisations, and who belongs to them from when to when."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from focal_points.models.country import Country
from focal_points.models.post import FocalPoint


class Network(models.Model):
    """A mechanism of countries or a network of organisations; the post `secretariat` looks after it."""

    class Kind(models.TextChoices):
        """Who makes it up."""

        MECHANISM = "mechanism", _("Regional mechanism of countries")
        ORGANISATIONS = "organisations", _("Network of organisations")

    code = models.SlugField(max_length=30, primary_key=True)
    name_en = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    name_ar = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    secretariat = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="networks"
    )

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return str(getattr(self, f"name_{(get_language() or 'en')[:2]}", "") or self.name_en)


class NetworkMember(models.Model):
    """A country or organisation in a network from a day, until a day if it left (that day not included)."""

    class Status(models.TextChoices):
        """Only members read what a network keeps to its members."""

        MEMBER = "member", _("Member")
        OBSERVER = "observer", _("Observer")
        CANDIDATE = "candidate", _("Candidate")

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="members")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="memberships")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["country__name_en", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "country"],
                condition=models.Q(until__isnull=True),
                name="one_open_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.country_id} in {self.network_id}"
