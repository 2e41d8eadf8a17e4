"""Enter a network of countries or organisations."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug

from focal_points.actions import add_network, admit
from focal_points.models import Country, Network, NetworkMember
from hub.base import clock
from hub.base.errors import Problem


class Command(BaseCommand):
    """`manage.py add_network glo-act --name "GLO.ACT" --member PK --member AF`."""

    help = "Enter a network, with members from today on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Short name, names, kind and members."""
        parser.add_argument("code", help="short name: small letters, digits, hyphens")
        parser.add_argument("--name", required=True, help="name in English")
        parser.add_argument("--name-fr", default="", help="name in French")
        parser.add_argument("--name-ar", default="", help="name in Arabic")
        parser.add_argument("--kind", default="mechanism", choices=Network.Kind.values)
        parser.add_argument("--member", action="append", default=[], help="code of a member; repeatable")

    def handle(self, *args: Any, **options: Any) -> None:
        """Enter it and say so."""
        del args
        validate_slug(options["code"])
        known = Country.objects.in_bulk(options["member"])
        if missing := sorted(set(options["member"]) - set(known)):
            raise CommandError(f"There is no {', '.join(missing)}.")
        names = {"en": options["name"], "fr": options["name_fr"], "ar": options["name_ar"]}
        try:
            network = add_network(None, options["code"].lower(), names=names, kind=options["kind"])
            for country in known.values():
                admit(None, network, country, NetworkMember.Status.MEMBER, clock.now().date())
        except Problem as problem:
            raise CommandError(str(problem.detail)) from problem
        self.stdout.write(f"{network.pk}: {len(known)} members")
