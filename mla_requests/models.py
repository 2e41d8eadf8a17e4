"""Requests for mutual legal assistance: what the hub may know of them. Content is in sealed events."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream
from mla_requests.states import MeasureStatus, Side, Status


class RequestSet(models.QuerySet["MlaRequest"]):
    """Requests, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer) -> "RequestSet":
        """Requests granted to a post where the officer has a seat now."""
        return self.filter(granted(MlaRequestGroupObjectPermission, officer))


class MlaRequest(models.Model):
    """A request from one post to another. Its id is also the id of the shared stream, which begins on transmission.

    `file` is the requesting side's own stream: drafts, review, approval. `version` is the draft event now in force;
    `commitment` binds its content without showing it. `resume` is the state to return to after a question is answered.
    """

    id = models.UUIDField(primary_key=True)
    file = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="file_of")
    stream = models.OneToOneField(Stream, null=True, blank=True, on_delete=models.PROTECT, related_name="request")
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
    consulted = models.CharField(max_length=20, blank=True)
    consultation_answered = models.BooleanField(default=False)
    consultation_reply_by = models.DateField(null=True, blank=True)
    open_items = models.JSONField(default=list)
    transmitted_at = models.DateTimeField(null=True, blank=True)
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


class MlaRequestGroupObjectPermission(GroupObjectPermissionBase):  # type: ignore[misc]
    """A request granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)


class MlaRequestUserObjectPermission(UserObjectPermissionBase):  # type: ignore[misc]
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)


class Measure(models.Model):
    """One act of assistance asked for (UNTOC article 18(3)). `code` is e.g. 18.3.f; `label` is m1, m2 … in the request."""

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
