"""Remember when jobs ran."""

from datetime import datetime

from hub.operations.models import JobRun


def note_run(name: str, at: datetime) -> None:
    """A pass of a job ended well."""
    JobRun.objects.update_or_create(name=name, defaults={"ended": at})
