"""Officer: a person. Seat: what that person may do at a post, and from when to when."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models.country import Country
from focal_points.models.post import FocalPoint
from focal_points.organisations import is_organisation


class OfficerAccounts(BaseUserManager["Officer"]):
    """Makes accounts; keys arrive through the country chain."""

    def create_user(self, email: str, password: str, **fields: Any) -> "Officer":
        """A new officer with a hashed password."""
        officer = self.model(email=self.normalize_email(email).lower(), **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser, PermissionsMixin):
    """A person with seats at one or more posts of one country."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="officers")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=40, default="UTC")
    kem = models.CharField(max_length=44, blank=True)
    sig = models.CharField(max_length=44, blank=True)
    keystore = models.JSONField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[OfficerAccounts] = OfficerAccounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation(self) -> bool:
        """Whether the officer works for an organisation without a country."""
        return is_organisation(self.country_id)


class Role(models.TextChoices):
    """What a seat allows. An observer sees metadata only and holds no key."""

    OFFICER = "officer", _("Officer")
    APPROVER = "approver", _("Approver")
    ADMIN = "admin", _("Administrator of keys")
    OBSERVER = "observer", _("Observer")


class Seat(models.Model):
    """One officer in one role at one focal point, as the chain says. Ended seats stay for the record."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="seats")
    focal_point = models.ForeignKey(FocalPoint, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=Role.choices)
    from_seq = models.PositiveIntegerField()
    to_seq = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "focal_point", "role"],
                condition=models.Q(to_seq__isnull=True),
                name="one_open_seat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.role} {self.focal_point_id}"
