"""What an officer has besides the password: authenticator apps, passkeys, and printed backup codes."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from focal_points.models.officer import Officer


class Factor(models.Model):
    """One second factor. `secret` of an app is sealed (focal_points.vault); a passkey's key is public."""

    class Kind(models.TextChoices):
        """How it proves itself."""

        TOTP = "totp", _("Authenticator app")
        PASSKEY = "passkey", _("Passkey")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=60)
    created = models.DateTimeField()
    last_used = models.DateTimeField(null=True, blank=True)
    secret = models.BinaryField(blank=True)
    last_step = models.BigIntegerField(default=0)
    credential = models.CharField(max_length=1400, null=True, blank=True, unique=True)
    public_key = models.BinaryField(blank=True)
    uses = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.name


class BackupCode(models.Model):
    """A printed code that stands for a lost factor, once. Only its digest is kept."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "digest"], name="one_backup_code")]

    def __str__(self) -> str:
        return str(self.officer_id)
