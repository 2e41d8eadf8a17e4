"""Exchanges: what the hub may know of them. Content is in sealed events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from exchanges.states import Family, Side, Standing, Status
from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.base.clock import exactly

PLAIN = (
    "type", "urgent", "handling", "evaluation", "until", "due_asked", "since", "updated", "answer", "reason",
    "consent", "notices", "consultation",
)  # fmt: skip
LISTS = ("restrictions", "ways", "asked", "permitted")


class ExchangeSet(models.QuerySet["Exchange"]):
    """Exchanges, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "ExchangeSet":
        """Exchanges granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(ExchangeGroupObjectPermission, officer, only))


class Exchange(models.Model):
    """A quick request or spontaneous information between two posts. Its id is that of its one stream.

    All columns follow from the events (see `rebuild`), but `due`: the earliest end of a running clock by the
    calendar of the side that must act; and `reminded`: when it was last told that the clock ran out.
    """

    id = models.UUIDField(primary_key=True)
    family = models.CharField(max_length=5, choices=Family.choices)
    type = models.CharField(max_length=20)
    sender = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="exchanges_sent")
    receiver = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="exchanges_received")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SENT)
    ball = models.CharField(max_length=10, choices=Side.choices, default=Side.RECEIVER)
    urgent = models.BooleanField(default=False)
    handling = models.CharField(max_length=2)
    evaluation = models.CharField(max_length=2, blank=True)
    restrictions = models.JSONField(default=list)
    until = models.DateField(null=True, blank=True)
    due_asked = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField()
    updated = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    ways = models.JSONField(default=list)
    asked = models.JSONField(default=list)
    permitted = models.JSONField(default=list)
    consent = models.CharField(max_length=12, blank=True)
    notices = models.PositiveIntegerField(default=0)
    consultation = models.CharField(max_length=10, blank=True)
    times = models.JSONField(default=dict)
    held = models.JSONField(default=dict)
    head = models.UUIDField()
    due = models.DateTimeField(null=True, blank=True)
    due_side = models.CharField(max_length=10, blank=True)
    due_code = models.CharField(max_length=20, blank=True)
    reminded = models.DateTimeField(null=True, blank=True)

    objects = ExchangeSet.as_manager()

    class Meta:
        permissions = [("see_exchange", "May see the exchange")]
        indexes = [
            models.Index(fields=["sender", "-updated", "-id"]),
            models.Index(fields=["receiver", "-updated", "-id"]),
            models.Index(fields=["due"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def side_of(self, post: FocalPoint) -> Side:
        """Which side a post is on; a post on neither side is NOBODY."""
        return {self.sender_id: Side.SENDER, self.receiver_id: Side.RECEIVER}.get(post.pk, Side.NOBODY)

    def standing(self) -> Standing:
        """Where the exchange stands, as plain values for rules and steps."""
        lists: dict[str, Any] = {name: tuple(getattr(self, name)) for name in LISTS}
        return Standing(
            **{name: getattr(self, name) for name in PLAIN},
            **lists,
            family=Family(self.family),
            sender=self.sender_id,
            receiver=self.receiver_id,
            status=Status(self.status),
            times={name: datetime.fromisoformat(value) for name, value in self.times.items()},
            held=dict(self.held),
        )

    def fill(self, standing: Standing) -> None:
        """Take over a standing; nothing is saved."""
        for name in PLAIN:
            setattr(self, name, getattr(standing, name))
        for name in LISTS:
            setattr(self, name, list(getattr(standing, name)))
        self.family, self.status, self.ball = standing.family, standing.status, standing.ball
        self.times = {name: exactly(value) for name, value in standing.times.items()}
        self.held = dict(standing.held)


class ExchangeGroupObjectPermission(GroupObjectPermissionBase):
    """An exchange granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(Exchange, on_delete=models.CASCADE)


class ExchangeUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(Exchange, on_delete=models.CASCADE)
