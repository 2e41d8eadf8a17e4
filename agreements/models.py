"""Agreements between two countries: what the hub must know to apply their rules. Free text is sealed."""

from typing import Any
from uuid import UUID

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from agreements.states import Side, Standing, Status
from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream


class AgreementSet(models.QuerySet["Agreement"]):
    """Agreements, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "AgreementSet":
        """Agreements granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(AgreementGroupObjectPermission, officer, only))


class Agreement(models.Model):
    """Rules that one central authority proposed to another. Its id is that of its one stream.

    `low` and `high` are the two countries in the order of their codes, so that at most one agreement between
    them is in force. All columns follow from the events, but `ended` of one that another replaced.
    """

    id = models.UUIDField(primary_key=True)
    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="agreement")
    proposer = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    low = models.CharField(max_length=2)
    high = models.CharField(max_length=2)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    rules = models.JSONField()
    replaces = models.UUIDField(null=True, blank=True)
    proposed = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    ended = models.DateTimeField(null=True, blank=True)

    objects = AgreementSet.as_manager()

    class Meta:
        permissions = [("see_agreement", "May see the agreement")]
        indexes = [models.Index(fields=["low", "high", "-since"], name="agreement_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["low", "high"], condition=models.Q(status="in_force"), name="one_agreement_in_force"
            ),
            models.UniqueConstraint(
                fields=["proposer", "other"], condition=models.Q(status="proposed"), name="one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low}-{self.high} {self.status}"

    def side_of(self, post: FocalPoint) -> Side:
        """Which side a post is on."""
        return self.standing().side_of(post.pk)

    def standing(self) -> Standing:
        """Where it stands, as plain values."""
        names = ("rules", "replaces", "proposed", "since", "ended")
        values: dict[str, Any] = {name: getattr(self, name) for name in names}
        return Standing(proposer=self.proposer_id, other=self.other_id, status=Status(self.status), **values)

    def take(self, standing: Standing) -> None:
        """Put a standing into the columns, without saving."""
        for name in ("status", "rules", "replaces", "proposed", "since", "ended"):
            setattr(self, name, getattr(standing, name))


class AgreementGroupObjectPermission(GroupObjectPermissionBase):
    """An agreement granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(Agreement, on_delete=models.CASCADE)


class AgreementUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(Agreement, on_delete=models.CASCADE)
