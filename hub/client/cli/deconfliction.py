"""Commands for blind deconfliction: hub deconflict open, agree, register, list, hits and the rest."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from typing import Any

from hub.client import deconfliction
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.cli.writing import send, tell
from hub.client.drafts import find_post
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.forms.identifiers import TYPES

USUAL_DAYS = 90


def register(commands: Any) -> None:
    """Add the commands."""
    about = "learn whether another authority holds a case on the same identifier, and nothing else"
    steps = commands.add_parser("deconflict", help=about).add_subparsers(required=True, metavar="step")
    steps.add_parser("pairs", help="with whom your post compares").set_defaults(run=run_pairs)
    steps.add_parser("list", help="what your post registered").set_defaults(run=run_list)
    steps.add_parser("hits", help="hits, each checked by the other side's signature").set_defaults(
        run=run_hits
    )
    opening = steps.add_parser("open", help="propose to compare with another authority")
    opening.add_argument("to", metavar="NP|ID")
    opening.set_defaults(run=run_open)
    kinds = {"agree": (deconfliction.AGREE, "agree to compare"), "end": (deconfliction.END, "end comparing")}
    for name, (kind, words) in kinds.items():
        step = steps.add_parser(name, help=words)
        step.add_argument("pair", metavar="ID")
        step.set_defaults(run=run_change, kind=kind)
    taking = steps.add_parser("withdraw", help="take a registration back")
    taking.add_argument("registration", metavar="ID")
    taking.set_defaults(run=run_withdraw)
    _add_register(steps)


def _add_register(steps: Any) -> None:
    making = steps.add_parser("register", help="register an identifier for a pair")
    making.add_argument("pair", metavar="ID")
    making.add_argument("type", choices=TYPES)
    making.add_argument(
        "--identifier", help="asked for if not given, so that no history of commands keeps it"
    )
    making.add_argument("--case", default="", help="your reference of the case, sealed to your post")
    making.add_argument("--until", default="", metavar="YYYY-MM-DD", help="last day; else 90 days from now")
    making.set_defaults(run=run_register)


def _session() -> Session:
    return open_session(Home(), prompts.passphrase())


def run_pairs(_args: argparse.Namespace) -> int:
    """List pairs."""
    session = _session()
    for row in deconfliction.rows(session, "pairs"):
        ends = [one for one in (row["proposer"], row["other"]) if one["focal_point"] != session.focal_point]
        waits = "  waits for you" if row["waits_for_us"] else ""
        say(f"{row['id'][:8]}  {ends[0]['country']}  {plain(ends[0]['name'])}  {row['status']}{waits}")
    return 0


def run_list(_args: argparse.Namespace) -> int:
    """List own registrations, opened here."""
    session = _session()
    for row in deconfliction.rows(session, "registrations"):
        body = deconfliction.letter(session, row)
        state = "withdrawn" if row["withdrawn"] else f"until {row['until']}"
        say(f"{row['id'][:8]}  {plain(body['subject'])}  {plain(body['reference'])}  {state}")
    return 0


def run_hits(_args: argparse.Namespace) -> int:
    """List hits that the other side's signature proves."""
    session = _session()
    for row in deconfliction.rows(session, "hits"):
        hit, body = deconfliction.check_hit(session, str(row["id"]))
        peer = hit["peer"]
        what = f"{plain(body['subject'])}  {plain(body['reference'])}"
        say(f"{hit['id'][:8]}  {hit['at']}  {peer['country']}  {what}")
        say(f"          speak with {plain(peer['name'])}: hub threads open {peer['focal_point']} --subject …")
    return 0


def run_open(args: argparse.Namespace) -> int:
    """Propose a pair."""
    session = _session()
    sent = send(session, deconfliction.open_pair(session, find_post(session, args.to)))
    tell(sent)
    say(f"Pair {sent.stream}")
    return 0


def run_change(args: argparse.Namespace) -> int:
    """Agree or end."""
    session = _session()
    tell(send(session, deconfliction.change(deconfliction.read_pair(session, args.pair), args.kind)))
    return 0


def run_register(args: argparse.Namespace) -> int:
    """Register; the identifier is asked for, so that it stands in no history of commands."""
    session = _session()
    pair = deconfliction.read_pair(session, args.pair)
    until = args.until or (datetime.now(UTC) + timedelta(days=USUAL_DAYS)).date().isoformat()
    typed = prompts.line("Identifier", args.identifier)
    tell(send(session, deconfliction.register(session, pair, args.type, typed, args.case, until)))
    return 0


def run_withdraw(args: argparse.Namespace) -> int:
    """Withdraw."""
    session = _session()
    tell(send(session, deconfliction.withdraw(session, args.registration)))
    return 0
