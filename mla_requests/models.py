"""Requests for mutual legal assistance: what the hub may know of them. Content is in sealed events."""

from uuid import UUID

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream
from mla_requests.states import MeasureStanding, MeasureStatus, Side, Standing, Status

PLAIN = (
    "drafter_id",
    "requested_id",
    "assessor_id",
    "version",
    "version_number",
    "commitment",
    "legal_basis",
    "urgent",
    "wanted_by",
    "since",
    "updated",
    "resume",
    "last_question",
    "consulted",
    "consultation_answered",
    "consultation_reply_by",
    "last_item",
    "transmission",
    "transmitted_at",
    "outcome",
)


class RequestSet(models.QuerySet["MlaRequest"]):
    """Requests, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "RequestSet":
        """Requests granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(MlaRequestGroupObjectPermission, officer, only))


class MlaRequest(models.Model):
    """A request from one post to another. Its id is also that of the shared stream, begun on transmission.

    `file` is the requesting side's own stream: drafts, review, approval. `version` is the draft event now in
    force, `transmission` the event that sent it; `commitment` binds the content unseen. `resume` is
    the status to return to after a question is answered. All columns follow from the events (see `rebuild`).
    """

    id = models.UUIDField(primary_key=True)
    file = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="file_of")
    stream = models.OneToOneField(
        Stream, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )
    requesting = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="requests_made")
    requested = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="requests_received")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    resume = models.CharField(max_length=20, blank=True)
    ball = models.CharField(max_length=10, choices=Side.choices, default=Side.REQUESTING)
    since = models.DateTimeField()
    urgent = models.BooleanField(default=False)
    legal_basis = models.CharField(max_length=20)
    wanted_by = models.DateField(null=True, blank=True)
    version = models.UUIDField()
    version_number = models.PositiveIntegerField(default=1)
    commitment = models.CharField(max_length=64)
    drafter = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    open_questions = models.JSONField(default=list)
    last_question = models.PositiveIntegerField(default=0)
    consulted = models.CharField(max_length=20, blank=True)
    consultation_answered = models.BooleanField(default=False)
    consultation_reply_by = models.DateField(null=True, blank=True)
    open_items = models.JSONField(default=list)
    last_item = models.PositiveIntegerField(default=0)
    transmission = models.UUIDField(null=True, blank=True)
    transmitted_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    updated = models.DateTimeField()

    objects = RequestSet.as_manager()

    class Meta:
        permissions = [("see_request", "May see the request")]
        indexes = [
            models.Index(fields=["requesting", "-updated", "-id"]),
            models.Index(fields=["requested", "-updated", "-id"]),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def side_of(self, post: FocalPoint) -> Side:
        """Which side a post is on; a post on neither side is NOBODY."""
        sides = {self.requesting_id: Side.REQUESTING, self.requested_id: Side.REQUESTED}
        return sides.get(post.pk, Side.NOBODY)

    def standing(self) -> Standing:
        """Where the request stands, as plain values for rules and steps. Reads the measures."""
        names = {name.removesuffix("_id"): getattr(self, name) for name in PLAIN}
        return Standing(
            **names,
            status=Status(self.status),
            open_questions=tuple(self.open_questions),
            open_items=tuple(self.open_items),
            measures={m.label: m.standing() for m in sorted(self.measures.all(), key=Measure.order)},
        )


class MlaRequestGroupObjectPermission(GroupObjectPermissionBase):
    """A request granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)


class MlaRequestUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)


class Measure(models.Model):
    """One act of assistance asked for (UNTOC article 18(3)). `code` is e.g. 18.3.f; `label` is m1, m2 …"""

    request = models.ForeignKey(MlaRequest, on_delete=models.CASCADE, related_name="measures")
    label = models.CharField(max_length=8)
    code = models.CharField(max_length=10)
    status = models.CharField(max_length=20, choices=MeasureStatus.choices, default=MeasureStatus.REQUESTED)
    ground = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["request_id", "label"]
        constraints = [models.UniqueConstraint(fields=["request", "label"], name="measure_label_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.code}"

    def order(self) -> int:
        """m2 comes before m10."""
        return int(self.label[1:])

    def standing(self) -> MeasureStanding:
        """The measure as plain values."""
        return MeasureStanding(self.code, MeasureStatus(self.status), self.ground)
