"""Enter an organisation without a country and print its first password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from focal_points.actions import add_organisation
from focal_points.models import Network
from hub.base import clock
from hub.base.errors import Problem


class Command(BaseCommand):
    """`manage.py add_organisation "Name" --email … --officer … --network actip`."""

    help = "Enter an organisation with its first account. The last line printed is the password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Organisation, person and networks."""
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--email", required=True, help="the officer's e-mail address")
        parser.add_argument("--officer", default="", help="the officer's name")
        parser.add_argument("--network", action="append", default=[], help="short name of a network")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter it; print its code, then the password."""
        del args
        validate_email(options["email"])
        known = Network.objects.in_bulk(options["network"])
        if missing := sorted(set(options["network"]) - set(known)):
            raise CommandError(f"There is no network {', '.join(missing)}.")
        try:
            made = add_organisation(
                None,
                name=options["name"],
                officer=options["officer"] or options["email"],
                email=options["email"],
                networks=known.values(),
                since=clock.now().date(),
            )
        except Problem as problem:
            raise CommandError(str(problem.detail)) from problem
        self.stdout.write(f"{made.post.country_id}: {made.post.name}, {made.officer.email}")
        self.stdout.write(made.password)
