"""Invite the founder of a country's chain and print the link to hand over."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from focal_points.actions import found_country
from focal_points.models import of_states
from hub.base import clock
from hub.base.errors import Problem


class Command(BaseCommand):
    """`manage.py found_country NP --email … --name … --type central_authority`."""

    help = "Invite a country's first administrator. The last line printed is the link; hand it over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Country, person and suggested first post."""
        parser.add_argument("country", help="ISO 3166-1 code, or XH for the Secretariat")
        parser.add_argument("--email", required=True, help="the founder's e-mail address")
        parser.add_argument("--officer", default="", help="the founder's name")
        parser.add_argument("--name", default="", help="suggested name of the first focal point")
        parser.add_argument("--type", default="", choices=["", *of_states()], help="its suggested type")
        parser.add_argument(
            "--again",
            action="store_true",
            help="all administrators of the country's keys are lost: begin anew",
        )
        parser.add_argument(
            "--origin", default=f"https://{settings.HUB_ID}", help="address of the hub in the link"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the invitation; print until when it holds, then the link."""
        del args
        validate_email(options["email"])
        try:
            founding = found_country(
                options["country"],
                email=options["email"],
                officer=options["officer"] or options["email"],
                post_name=options["name"],
                post_type=options["type"],
                now=clock.now(),
                again=options["again"],
            )
        except Problem as problem:
            raise CommandError(str(problem.detail)) from problem
        self.stdout.write(
            f"Founding invitation for {options['country']}, valid until {founding.invitation.expires}:"
        )
        self.stdout.write(f"{options['origin'].rstrip('/')}/join/#{founding.link}")
