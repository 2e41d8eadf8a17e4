"""Commands for what is kept and erased: hub erase list, propose, sign, hold, lift, term."""

from __future__ import annotations

import argparse
from typing import Any

from hub.client import erasing, requests
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.cli.writing import send, tell
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.encryption.erasing import RULES

LIMIT = "Copies that officers saved, and old backups of the hub, are not reached by this."


def register(commands: Any) -> None:
    """Add the commands."""
    about = "what your post keeps of closed cases, and having its own copy erased"
    steps = commands.add_parser("erase", help=about, epilog=LIMIT).add_subparsers(
        required=True, metavar="step"
    )
    steps.add_parser("list", help="what is kept until when").set_defaults(run=run_list)
    for name, words, run in (
        ("propose", "propose to erase your post's copy", run_propose),
        ("sign", "erase what a colleague proposed", run_sign),
        ("alone", "erase without a second person, where your post allows it", run_alone),
    ):
        step = steps.add_parser(name, help=words)
        step.add_argument("request", metavar="ID")
        step.add_argument("--file", action="store_true", help="the national file, not what both sides share")
        step.set_defaults(run=run)
        if name != "sign":
            step.add_argument("--rule", choices=RULES, required=True)
        if name == "propose":
            step.add_argument("--act", type=int, help="only this act (its number as shown)")
    for name, words in (("hold", "stop any erasing of this"), ("lift", "lift the hold")):
        step = steps.add_parser(name, help=words)
        step.add_argument("request", metavar="ID")
        step.add_argument("--file", action="store_true", help="the national file")
        step.set_defaults(run=run_hold, held=name == "hold")
    term = steps.add_parser("term", help="how many years your post keeps closed cases")
    term.add_argument("years", type=int)
    term.add_argument("--alone", action="store_true", help="one person may erase where nobody else can sign")
    term.set_defaults(run=run_term)


def _session() -> Session:
    return open_session(Home(), prompts.passphrase())


def run_list(_args: argparse.Namespace) -> int:
    """List what is kept."""
    found = _session().connection.get("retention/")
    say(f"Your post keeps cases for {int(found['years'])} years after their end.")
    for row in found["streams"]:
        words = [word for word in ("erased", "held", "ready") if row[word]]
        words += ["proposed"] if row["proposed"] else []
        until = row["until"] or "not closed"
        say(f"{plain(row['stream'])}  {plain(row['kind']):<8} until {plain(until)}  {', '.join(words)}")
    return 0


def run_propose(args: argparse.Namespace) -> int:
    """Propose."""
    session = _session()
    found = requests.read(session, args.request)
    tell(send(session, erasing.propose(found, args.rule, file=args.file, act=args.act)))
    return 0


def run_sign(args: argparse.Namespace) -> int:
    """Sign what a colleague proposed."""
    session = _session()
    tell(send(session, erasing.sign(session, requests.read(session, args.request), file=args.file)))
    say(f"Your post's keys of it are gone. {LIMIT}")
    return 0


def run_alone(args: argparse.Namespace) -> int:
    """Erase alone."""
    session = _session()
    tell(send(session, erasing.alone(requests.read(session, args.request), args.rule, file=args.file)))
    say(f"Your post's keys of it are gone. {LIMIT}")
    return 0


def run_hold(args: argparse.Namespace) -> int:
    """Hold or lift."""
    session = _session()
    stream = erasing.stream_of(requests.read(session, args.request), file=args.file)
    session.connection.post(f"streams/{stream.id}/hold/", {"held": args.held}, repeat=True)
    say("On hold: nothing of it is erased until the hold is lifted." if args.held else "The hold is lifted.")
    return 0


def run_term(args: argparse.Namespace) -> int:
    """Set the term."""
    session = _session()
    session.connection.post("retention/", {"years": args.years, "alone": args.alone}, repeat=True)
    say("Kept.")
    return 0
