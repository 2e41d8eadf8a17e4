"""The directory of competent authorities: what another State must know before it writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models.officer import Officer
from focal_points.models.post import FocalPoint


class DirectoryEntry(models.Model):
    """What a post publishes to members (UNTOC article 18(13)-(14)). Every text is the country's own word.

    `weekend` is e.g. "fri,sat" and `holidays` one date with its name a line; time limits count by them.
    `escalates_to` is a post of the same country. `accepts_oral` is empty if nothing was stated (18(14)).
    """

    focal_point = models.OneToOneField(FocalPoint, on_delete=models.PROTECT, related_name="entry")
    territory = models.CharField(_("Territory covered"), max_length=200, blank=True)
    local_name = models.CharField(_("Name in the local language"), max_length=200, blank=True)
    designated_under = models.CharField(_("Designated under"), max_length=200, blank=True)
    designated_on = models.DateField(_("Notified to the depositary on"), null=True, blank=True)
    address = models.TextField(_("Postal address"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=60, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    urgent_contact = models.CharField(_("Urgent contact, day and night"), max_length=200, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=40, blank=True)
    working_week = models.CharField(_("Working days"), max_length=40, blank=True)
    weekend = models.CharField(_("Weekly days of rest"), max_length=20, blank=True)
    holidays = models.TextField(_("Public holidays"), blank=True)
    escalates_to = models.ForeignKey(
        FocalPoint,
        verbose_name=_("Who is told when a time limit has passed"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accepts_oral = models.BooleanField(_("Accepts oral requests in urgent cases"), null=True, blank=True)
    languages = models.CharField(_("Languages accepted"), max_length=120, blank=True)
    urgent_languages = models.CharField(_("Languages accepted in urgent cases"), max_length=120, blank=True)
    channels = models.TextField(_("Channels accepted"), blank=True)
    hub_use = models.CharField(
        _("What a request through the hub counts as"),
        max_length=12,
        default="unknown",
        choices=[
            ("unknown", _("Not stated")),
            ("draft", _("Draft only")),
            ("advance", _("Advance copy")),
            ("formal", _("Formal transmission")),
        ],
    )
    treaty_basis = models.TextField(_("Treaty basis"), blank=True)
    dual_criminality = models.TextField(_("Dual criminality"), blank=True)
    asks_for = models.TextField(_("What this authority asks for"), blank=True)
    use_limits = models.TextField(_("Limits on use of evidence"), blank=True)
    costs = models.TextField(_("Costs"), blank=True)
    law_links = models.TextField(_("Laws and guides"), blank=True)
    confirmed_on = models.DateField(_("Last confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Officer, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "directory entries"

    def __str__(self) -> str:
        return str(self.focal_point)
