"""Write lines to the audit log."""

from collections.abc import Iterable

from django.utils import timezone

from hub.audit.models import AuditRecord, Kind
from hub.base.lines import Statement, run
from hub.base.rows import insertion

LINE = ("kind", "who", "country", "what", "at")


def record(kind: Kind, *, who: object = "", country: str = "", what: object = "") -> None:
    """Append one record inside the caller's transaction; ids only, never content."""
    record_all(kind, who=who, country=country, what=[what])


def record_all(kind: Kind, *, who: object, country: str, what: Iterable[object]) -> None:
    """Append a record for each of `what`, in one statement."""
    run(*lines(kind, who=who, country=country, what=what))


def lines(kind: Kind, *, who: object, country: str, what: Iterable[object]) -> list[Statement]:
    """What `record_all` writes, to be run with other statements; none for nothing."""
    at = timezone.now()
    return insertion(AuditRecord, LINE, [(kind, str(who), country, str(one), at) for one in what])
