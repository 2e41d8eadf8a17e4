"""Writes the list of all scripts, styles and templates with their hashes."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hub.encryption import fields
from hub.encryption.assets import read_assets
from hub.encryption.canonical import canonical
from hub.web.assets import content, signed


class Command(BaseCommand):
    """`manage.py sign_assets`: what the hub serves at /.well-known/asset-manifest.

    With --release the same list without hub and signature. It depends on the source alone, so whoever has
    the source can make it and compare; officers hold it for `hub verify-site --against`.
    """

    help = "Write the list of served files with their hashes, signed with the hub's key."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and which."""
        parser.add_argument("--release", action="store_true", help="without hub and signature")
        parser.add_argument("--output", type=Path, help="a file instead of the screen")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run after collectstatic."""
        del args
        listed = canonical({"v": fields.VERSION, **content(hub="")}) if options["release"] else signed()
        if options["release"]:
            read_assets(listed)
        if options["output"]:
            options["output"].write_bytes(listed)
        else:
            sys.stdout.buffer.write(listed)
