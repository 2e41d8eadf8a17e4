"""How an officer comes in (invitation) and how a program acts for one (token)."""

import uuid

from django.db import models

from focal_points.models.country import Country
from focal_points.models.officer import Officer, Role, Seat
from focal_points.models.post import FocalPoint, PostType


class Invitation(models.Model):
    """An invitation by code, single use. The hub holds a hash and a sealed copy; it cannot answer itself.

    Without a focal point it is a founding invitation: its officer may sign the country's first statement.
    `post_name` and `post_type` are then only a suggestion for the first post.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="invitations")
    focal_point = models.ForeignKey(
        FocalPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="invitations"
    )
    post_name = models.CharField(max_length=200, blank=True)
    post_type = models.CharField(max_length=20, blank=True, choices=PostType.choices)
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    invited_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code_sha256 = models.CharField(max_length=64)
    sealed_code = models.CharField(max_length=108, blank=True)
    expires = models.DateTimeField()
    answered_by = models.OneToOneField(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.JSONField(null=True, blank=True)
    closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.email} at {self.focal_point_id}"


class AccessToken(models.Model):
    """A program's right to act for one officer at one post. Only the digest is kept; it dies with the seat.

    Without a seat it reaches only the own keystore and the country chains, so that a founder can begin.
    """

    digest = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="tokens")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="tokens")
    scopes = models.CharField(max_length=100)
    label = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return self.label or str(self.pk)
