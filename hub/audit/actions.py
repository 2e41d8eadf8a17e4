"""Write one line to the audit log."""

from hub.audit.models import AuditRecord, Kind


def record(kind: Kind, *, who: object = "", country: str = "", what: object = "") -> None:
    """Append one record inside the caller's transaction; ids only, never content."""
    AuditRecord.objects.create(kind=kind, who=str(who), country=country, what=str(what))
