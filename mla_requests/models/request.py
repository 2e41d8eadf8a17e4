"""Requests for mutual legal assistance: what the hub may know of them. Content is in sealed events."""

from typing import Any
from uuid import UUID

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.ledger.models import Stream
from hub.procedure import Side, Standing, Status, part, to_plain
from mla_requests.words import SIDES, STATUSES

# Fields of Standing that are columns of the same name; those with _id are rows of another table.
PLAIN = (
    "requesting_id", "requested_id", "conducting_id", "drafter_id", "assessor_id", "case", "version",
    "version_number", "commitment", "legal_basis", "offence", "urgent", "wanted_by", "since", "updated",
    "shared", "shared_at", "transmission", "transmitted_at", "channel", "outside", "agreement", "supplements",
    "outcome", "useful", "held_requesting", "held_requested", "rounds",
)  # fmt: skip
# Fields of Standing kept as JSON in columns of the same name.
JSON_COLUMNS = ("clocks", "times")
# Fields of Standing kept together in the column `state`: nobody searches by them.
STATE = (
    "links", "told", "commented", "original_on", "redirected_to", "deficiencies", "executing",
    "open_questions", "last_question", "returns", "consultation", "conditions", "open_items", "missing_items",
    "last_item", "items", "oral", "date_proposed", "status_asked", "confidentiality_notice", "closing",
    "used_in", "duties", "uses", "counts", "paused",
)  # fmt: skip


class RequestSet(models.QuerySet["MlaRequest"]):
    """Requests, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "RequestSet":
        """Requests granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(MlaRequestGroupObjectPermission, officer, only))


class MlaRequest(models.Model):
    """A request from one post to another. Its id is also that of the shared stream, begun by the first word.

    `file` is the requesting side's own stream, with the `conducting` post's. `status` and `ball` are as the
    requesting side sees them, `shared` and `shared_ball` as the requested side does. `version` is the draft
    event now in force, `transmission` the event that sent it; `commitment` binds the content unseen.
    `next_due` is when the first running clock ends, and `next_due_side` who owes it. All columns follow from
    the events (see `rebuild`).
    """

    id = models.UUIDField(primary_key=True)
    file = models.OneToOneField(Stream, on_delete=models.PROTECT, related_name="file_of")
    stream = models.OneToOneField(
        Stream, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )
    requesting = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="requests_made")
    requested = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="requests_received")
    conducting = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="requests_conducted"
    )
    case = models.UUIDField(null=True, blank=True)
    status = models.CharField(max_length=20, choices=STATUSES, default=Status.DRAFT.value)
    shared = models.CharField(max_length=20, blank=True, choices=STATUSES)
    ball = models.CharField(max_length=10, choices=SIDES, default=Side.REQUESTING.value)
    shared_ball = models.CharField(max_length=10, choices=SIDES, default=Side.NOBODY.value)
    since = models.DateTimeField()
    updated = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    urgent = models.BooleanField(default=False)
    legal_basis = models.CharField(max_length=20)
    offence = models.CharField(max_length=20, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    version = models.UUIDField()
    version_number = models.PositiveIntegerField(default=1)
    commitment = models.CharField(max_length=64)
    drafter = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    assignee_requesting = models.ForeignKey(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee_requested = models.ForeignKey(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    transmission = models.UUIDField(null=True, blank=True)
    transmitted_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    outside = models.CharField(max_length=12, blank=True)
    agreement = models.UUIDField(null=True, blank=True)
    supplements = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    useful = models.CharField(max_length=12, blank=True)
    held_requesting = models.PositiveBigIntegerField(default=0)
    held_requested = models.PositiveBigIntegerField(default=0)
    rounds = models.PositiveIntegerField(default=0)
    state = models.JSONField(default=dict)
    clocks = models.JSONField(default=list)
    times = models.JSONField(default=dict)
    next_due = models.DateTimeField(null=True, blank=True)
    next_due_side = models.CharField(max_length=10, blank=True)
    next_due_code = models.CharField(max_length=20, blank=True)

    objects = RequestSet.as_manager()

    class Meta:
        permissions = [("see_request", "May see the request")]
        indexes = [
            models.Index(fields=["requesting", "-updated", "-id"], name="mla_requesting_newest"),
            models.Index(fields=["requested", "-shared_at", "-id"], name="mla_requested_newest"),
            models.Index(fields=["conducting", "-updated", "-id"], name="mla_conducting_newest"),
            models.Index(fields=["next_due"], name="mla_next_due"),
            models.Index(
                fields=["requesting", "ball", "next_due", "since", "id"], name="mla_requesting_turn"
            ),
            models.Index(
                fields=["requested", "shared_ball", "next_due", "shared_at", "id"], name="mla_requested_turn"
            ),
            models.Index(
                fields=["conducting", "ball", "next_due", "since", "id"], name="mla_conducting_turn"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def side_of(self, post: FocalPoint) -> Side:
        """Which side a post is on; a post on no side is NOBODY."""
        if post.pk == self.requesting_id:
            return Side.REQUESTING
        sides = {self.requested_id: Side.REQUESTED, self.conducting_id: Side.CONDUCTING}
        return sides.get(post.pk, Side.NOBODY)

    def standing(self) -> Standing:
        """Where the request stands, as plain values for rules and steps. Reads the measures."""
        values: dict[str, Any] = {name.removesuffix("_id"): getattr(self, name) for name in PLAIN}
        values |= {name: part(name, self.state[name]) for name in STATE if name in self.state}
        values |= {name: part(name, getattr(self, name)) for name in JSON_COLUMNS}
        measures = sorted(self.measures.all(), key=lambda m: m.order())
        return Standing(
            **values,
            status=Status(self.status),
            assignees=self._assignees(),
            measures={m.label: m.standing() for m in measures},
        )

    def take(self, standing: Standing) -> None:
        """Put a standing into the columns, without saving. The measures are rows of their own."""
        for name in PLAIN:
            setattr(self, name, getattr(standing, name.removesuffix("_id")))
        for name in JSON_COLUMNS:
            setattr(self, name, to_plain(getattr(standing, name)))
        self.state = {name: to_plain(getattr(standing, name)) for name in STATE}
        self.status, self.ball = standing.status.value, standing.ball.value
        self.shared_ball = standing.shared_ball.value
        self.assignee_requesting_id = standing.assignees.get(Side.REQUESTING.value)
        self.assignee_requested_id = standing.assignees.get(Side.REQUESTED.value)
        self.stream_id = self.pk if standing.shared else None

    def _assignees(self) -> dict[str, UUID]:
        named = {
            Side.REQUESTING.value: self.assignee_requesting_id,
            Side.REQUESTED.value: self.assignee_requested_id,
        }
        return {side: officer for side, officer in named.items() if officer is not None}


class MlaRequestGroupObjectPermission(GroupObjectPermissionBase):
    """A request granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)


class MlaRequestUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(MlaRequest, on_delete=models.CASCADE)
