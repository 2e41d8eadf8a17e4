"""Commands about the account: init, found, login, logout."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from hub.client import joining
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.connection import check_url
from hub.client.home import Home
from hub.client.session import open_session, sign_in, sign_out
from hub.client.trust import grouped

ROLES = ("officer", "approver", "admin", "observer")


def register(commands: Any) -> None:
    """Add the commands."""
    init = commands.add_parser(
        "init", help="make your keys from an invitation, or bring them to this machine"
    )
    init.add_argument("--invitation", metavar="LINK", help="the link your administrator gave you")
    init.add_argument(
        "--import-keystore", action="store_true", help="fetch the sealed keys of your existing account"
    )
    init.add_argument("--hub", metavar="URL", default="", help="address of the hub")
    init.add_argument("--email", help="your e-mail address")
    init.add_argument("--name", help="your name as other officers see it")
    init.add_argument("--account-secret", metavar="A-…", help="with --import-keystore; asked for if left out")
    init.set_defaults(run=run_init)
    found = commands.add_parser(
        "found", help="begin your country's list of officers and keys (first administrator)"
    )
    found.add_argument("--post", required=True, metavar="NAME", help="name of the first post")
    found.add_argument(
        "--type", default="central_authority", help="kind of post (central_authority, police, tip, …)"
    )
    found.add_argument("--roles", default="admin", help="your seats there, e.g. admin,officer")
    found.set_defaults(run=run_found)
    login = commands.add_parser("login", help="sign in")
    login.add_argument("--post", metavar="ID", help="the post to act for, if you have seats at several")
    login.add_argument("--code", help="code of your authenticator app, or a backup code; else asked for")
    login.set_defaults(run=run_login)
    commands.add_parser("logout", help="end the sign-in on this machine").set_defaults(run=run_logout)


def run_init(args: argparse.Namespace) -> int:
    """Make keys here, or import sealed ones."""
    home = Home()
    if args.import_keystore:
        url, email = (
            check_url(prompts.line("Address of the hub", args.hub)),
            prompts.line("E-mail", args.email),
        )
        secret = prompts.line("Account secret (A-…)", args.account_secret)
        joining.import_keystore(
            home, url, email, prompts.password(), secret, prompts.passphrase(), prompts.code
        )
        say(f"Your keys are in {home.folder}, sealed. Sign in with: hub login")
        return 0
    link = joining.read_link(
        prompts.line("Invitation link", args.invitation), args.hub and check_url(args.hub)
    )
    invitation = joining.open_invitation(link)
    place = plain(invitation.get("focal_point_name") or "first administrator")
    say(f"Invitation to {invitation['country']}, {place}.")
    person = joining.Person(
        prompts.line("Your name", args.name or invitation.get("name")), prompts.line("E-mail", args.email),
        prompts.password(), prompts.new_passphrase(),
    )  # fmt: skip
    made = joining.join(home, link, person)
    say("Your keys were made on this machine. Print or write down these two now; they are not shown again:")
    say(f"  account secret  {made.account_secret}   (with your passphrase, to use another machine)")
    say(f"  recovery code   {made.recovery_code}   (if you forget the passphrase; keep it in a safe)")
    say("Once your administrator has admitted you, sign in with: hub login")
    return 0


def run_found(_args: argparse.Namespace) -> int:
    """Begin the own country's chain."""
    session = open_session(Home(), prompts.passphrase())
    roles = [one for one in ROLES if one in _args.roles.split(",")]
    fingerprint = joining.found(session, prompts.password(), _args.post, _args.type, roles, prompts.code)
    say(f"{session.account.country} has begun. Give this fingerprint to other countries outside the hub:")
    say(f"  {grouped(fingerprint)}")
    return 0


def run_login(args: argparse.Namespace) -> int:
    """Exchange the password for a token."""
    home = Home()
    code = (lambda: args.code) if args.code else prompts.code
    account = sign_in(home, home.account(), prompts.password(), focal_point=args.post, label="hub", code=code)
    home.keep_account(replace(account))
    say(
        "Signed in."
        if account.focal_point
        else "Signed in. You have no seat yet: your administrator must admit you."
    )
    return 0


def run_logout(_args: argparse.Namespace) -> int:
    """End the token."""
    sign_out(Home())
    say("Signed out. Your keys stay on this machine, sealed.")
    return 0
