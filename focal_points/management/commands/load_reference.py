"""Load countries and treaty status from the tables in the source; may be repeated."""

from typing import Any

from django.core.management.base import BaseCommand

from focal_points.actions import load_reference


class Command(BaseCommand):
    """`manage.py load_reference`."""

    help = "Load countries and dated treaty status from focal_points/data. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many rows there are."""
        del args, options
        loaded = load_reference()
        self.stdout.write(f"{loaded.countries} countries, {loaded.treaties} statements on treaties.")
