"""`manage.py import_recommendations FILE [--dry-run]`: the fate of every line, and the import."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hub.conferences.actions.importing import UPR, keep_outside
from hub.conferences.imports.fates import counted
from hub.conferences.imports.upr import read_upr
from hub.conferences.models import OutsideRecommendation
from hub.conferences.queries_imports import names


class Command(BaseCommand):
    """Columns year, to, from, decision, text, as of the Universal Periodic Review."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether anything is kept."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would become of every line")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        """One line for each line of the file, then the sums; exit code 1 if the file cannot be opened."""
        del args, options
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        with transaction.atomic():
            fates = read_upr(
                raw, names(), frozenset(OutsideRecommendation.objects.values_list("key", flat=True))
            )
            for fate in fates:
                why = " ".join(note.text for note in fate.notes)
                self.stdout.write(f"line {fate.line:<6} {fate.word:<9} {why}".rstrip())
            if not dry_run:
                keep_outside([fate for fate in fates if fate.taken], UPR, None)
        self.stdout.write(", ".join(f"{count} {word}" for word, _label, count in counted(fates)))
