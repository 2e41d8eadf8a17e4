"""`manage.py expire_uploads`: run daily."""

from typing import Any

from django.core.management.base import BaseCommand

from hub.base.clock import now
from hub.ledger.actions import expire_uploads


class Command(BaseCommand):
    """Remove uploads that no act claimed in 7 days, and bytes that a crash left behind."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once and say what was removed."""
        del args, options
        uploads, strays = expire_uploads(now())
        self.stdout.write(f"Removed {uploads} uploads and {strays} files without a record.")
