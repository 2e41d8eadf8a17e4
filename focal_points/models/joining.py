"""How an officer comes in (invitation) and how a program acts for one (token)."""

import uuid

from django.db import models

from focal_points.models.officer import Officer, Role, Seat
from focal_points.models.post import FocalPoint


class Invitation(models.Model):
    """An invitation by code, single use. The hub holds a hash and a sealed copy; it cannot answer in the officer's place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    invited_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    code_sha256 = models.CharField(max_length=64)
    sealed_code = models.CharField(max_length=108)
    expires = models.DateTimeField()
    answered_by = models.OneToOneField(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField(null=True, blank=True)
    closed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.email} at {self.focal_point_id}"


class AccessToken(models.Model):
    """A program's right to act for one officer at one post. Only the digest is kept; it dies with the seat."""

    digest = models.CharField(max_length=64, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="tokens")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="tokens")
    scopes = models.CharField(max_length=100)
    label = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()

    def __str__(self) -> str:
        return self.label or str(self.pk)
