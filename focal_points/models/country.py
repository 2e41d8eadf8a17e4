"""Country: the tenant, and what treaties bind it according to dated sources."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Countries(models.QuerySet["Country"]):
    """Tenants."""

    def states(self) -> "Countries":
        """Countries alone, without organisations."""
        return self.filter(kind=Country.Kind.COUNTRY)


class Country(models.Model):
    """A tenant, ISO 3166-1 alpha-2. The Secretariat's own chain uses the user-assigned code XH.

    An organisation without a country (kind `organisation`) has a letter and a digit, which ISO never assigns:
    it reads and writes in library and conferences by its networks, has no chain and no key, and is never a
    party to a case.
    """

    class Kind(models.TextChoices):
        """What the row stands for."""

        COUNTRY = "country", _("Country")
        ORGANISATION = "organisation", _("Organisation")

    code = models.CharField(max_length=2, primary_key=True)
    name_en = models.CharField(max_length=120)
    name_ar = models.CharField(max_length=120, blank=True)
    name_fr = models.CharField(max_length=120, blank=True)
    name_es = models.CharField(max_length=120, blank=True)
    name_ru = models.CharField(max_length=120, blank=True)
    name_zh = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=60, blank=True)
    kind = models.CharField(
        max_length=15, choices=Kind.choices, default=Kind.COUNTRY, db_default=Kind.COUNTRY.value
    )
    member = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64, blank=True)
    head_seq = models.IntegerField(default=-1)
    head_hash = models.CharField(max_length=64, blank=True)

    objects = Countries.as_manager()

    class Meta:
        ordering = ["name_en"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return str(getattr(self, f"name_{(get_language() or 'en')[:2]}", "") or self.name_en)


class TreatyStatus(models.Model):
    """One source's word on one treaty and country. Dates keep the source's precision; empty means unknown."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="treaties")
    instrument = models.CharField(max_length=10)
    signed = models.CharField(max_length=10, blank=True)
    bound = models.CharField(max_length=10, blank=True)
    manner = models.CharField(max_length=20, blank=True)
    as_of = models.CharField(max_length=10)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["country_id", "instrument", "as_of"]
        constraints = [
            models.UniqueConstraint(fields=["country", "instrument", "as_of"], name="treaty_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.instrument} ({self.as_of})"
