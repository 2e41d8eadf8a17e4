"""Conversations: what the hub may know of them. Subjects and texts are in sealed events."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from focal_points.access import granted
from focal_points.models import FocalPoint, Officer
from hub.threads.standing import Standing

# The groups of a standing that have no tables of their own.
GROUPS = ("links", "tasks", "polls", "proposals", "asks")


class ThreadSet(models.QuerySet["Thread"]):
    """Conversations, narrowed to what an officer may see."""

    def visible_to(self, officer: Officer, only: UUID | None = None) -> "ThreadSet":
        """Conversations granted to a post where the officer has a seat now (to the post `only`)."""
        return self.filter(granted(ThreadGroupObjectPermission, officer, only))


class Thread(models.Model):
    """A conversation. Its id is that of its stream.

    All columns follow from the events (see `rebuild`). `state` holds those groups of the standing that
    have no table of their own.
    """

    class Policy(models.TextChoices):
        ONE = "one", _("Any member may admit")
        EVERY = "every", _("Every country must agree")

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("conversations", "Open")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    policy = models.CharField(max_length=10, choices=Policy.choices)
    opened_by = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    created = models.DateTimeField()
    updated = models.DateTimeField()
    state = models.JSONField(default=dict)

    objects = ThreadSet.as_manager()

    class Meta:
        permissions = [("see_thread", "May see the conversation")]

    def __str__(self) -> str:
        return str(self.id)

    def standing(self) -> Standing:
        """Where the conversation stands, for rules and steps. One query for its members."""
        rows = list(self.members.values_list("focal_point_id", "since_seq", "until_seq"))
        members = {str(post): since for post, since, until in rows if until is None}
        left = {str(post): until for post, _since, until in rows if until is not None}
        return self.standing_of(members, left)

    def standing_of(self, members: dict[str, int], left: dict[str, int]) -> Standing:
        """The same for members that are known already."""
        own: dict[str, Any] = {"policy": self.policy, "status": self.status}
        return Standing.from_plain({**own, "members": members, "left": left, **self.state})

    def fill(self, standing: Standing) -> None:
        """Take over a standing, but for its members; nothing is saved."""
        plain = standing.plain()
        self.policy, self.status = standing.policy, standing.status
        self.state = {name: plain[name] for name in GROUPS}


class ThreadGroupObjectPermission(GroupObjectPermissionBase):
    """A conversation granted to the group of a post, by direct foreign key."""

    content_object = models.ForeignKey(Thread, on_delete=models.CASCADE)


class ThreadUserObjectPermission(UserObjectPermissionBase):
    """Present because guardian looks for it; nothing is ever granted to a person directly."""

    content_object = models.ForeignKey(Thread, on_delete=models.CASCADE)


class Member(models.Model):
    """A post on a conversation, or one that left it at `until_seq`.

    `subject_event` holds the sealed subject that the post can open. `updated` is the time of the last act
    that was sealed to it. `frozen` is the standing as it was when the post left: it is shown nothing later.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="members")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="+")
    since_seq = models.PositiveIntegerField()
    until_seq = models.PositiveIntegerField(null=True, blank=True)
    subject_event = models.UUIDField()
    read_seq = models.IntegerField(default=-1)
    updated = models.DateTimeField()
    frozen = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "focal_point"], name="member_once")]
        indexes = [models.Index(fields=["focal_point", "-updated", "-thread"], name="member_newest")]

    def __str__(self) -> str:
        return f"{self.focal_point_id} on {self.thread_id}"


class ThreadLink(models.Model):
    """A conversation about a request."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="links")
    request = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "request"], name="thread_link_once")]
        indexes = [models.Index(fields=["request"], name="thread_link_request")]

    def __str__(self) -> str:
        return f"{self.thread_id} about {self.request}"
