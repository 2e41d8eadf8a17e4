"""The append-only audit log: values, no foreign keys, so that it survives what it describes."""

from typing import Any

from django.db import models


class Kind(models.TextChoices):
    """`subject:action`."""

    SIGNED_IN = "officer:signed_in"
    SIGN_IN_FAILED = "officer:sign_in_failed"
    SIGNED_OUT = "officer:signed_out"
    SECOND_FACTOR_GIVEN = "officer:second_factor_given"
    SECOND_FACTOR_FAILED = "officer:second_factor_failed"
    FACTOR_ADDED = "factor:added"
    FACTOR_CHANGED = "factor:changed"
    FACTOR_REMOVED = "factor:removed"
    FACTORS_RESET = "factor:reset"
    BACKUP_CODES_MADE = "factor:backup_codes_made"
    BACKUP_CODE_USED = "factor:backup_code_used"
    SESSION_ENDED = "session:ended"
    TOKEN_MADE = "token:made"  # noqa: S105 - a kind, no secret
    TOKEN_ENDED = "token:ended"  # noqa: S105 - the same
    STATEMENT_ADDED = "chain:statement_added"
    STATEMENT_PROPOSED = "chain:statement_proposed"
    STATEMENT_DROPPED = "chain:statement_dropped"
    INVITED = "officer:invited"
    JOINED = "officer:joined"
    KEYSTORE_READ = "keystore:read"
    KEYSTORE_SAVED = "keystore:saved"
    DIRECTORY_CHANGED = "directory:changed"
    EVENT_ACCEPTED = "stream:event_accepted"
    PART_READ = "stream:part_read"
    BUNDLE_READ = "stream:bundle_read"
    RETRIEVED = "stream:retrieved"
    ERASED = "stream:erased"
    RETENTION_CHANGED = "stream:retention_changed"
    WEBHOOK_SECRET_MADE = "webhook:secret_made"  # noqa: S105 - a kind, no secret
    WEBHOOK_CHANGED = "webhook:changed"
    WEBHOOK_ENDED = "webhook:ended"
    LIBRARY_ACTED = "library:acted"
    CONFERENCE_ACTED = "conference:acted"
    NETWORK_CHANGED = "network:changed"
    AUDIT_READ = "audit:read"


class AuditRecords(models.QuerySet["AuditRecord"]):
    """Records, narrowed to one country's."""

    def of_country(self, country: str) -> "AuditRecords":
        """What a country's own officers did; of what others did nothing, and nothing without a country."""
        return self.filter(country=country) if country else self.none()


class AuditRecord(models.Model):
    """One thing that happened. `who` and `what` are ids as text; never content."""

    kind = models.CharField(max_length=40, choices=Kind.choices)
    who = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=2, blank=True)
    what = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = AuditRecords.as_manager()

    class Meta:
        indexes = [models.Index(fields=["what", "at"]), models.Index(fields=["country", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if self.pk is not None:
            raise TypeError("Audit records are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        del args, kwargs
        raise TypeError("Audit records are never deleted.")
