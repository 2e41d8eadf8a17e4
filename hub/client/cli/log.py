"""Commands about the hub's log: witness."""

from __future__ import annotations

import argparse
import time
from typing import Any

from hub.client.cli import prompts
from hub.client.cli.show import say
from hub.client.errors import Unreachable
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.client.witness import witness

EVERY = 60.0


def register(commands: Any) -> None:
    """Add the command."""
    follow = commands.add_parser(
        "witness",
        help="follow the hub's log and confirm it for your country; stops with code 4 if it was falsified",
    )
    follow.add_argument("--once", action="store_true", help="look once, for a timer of the system")
    follow.add_argument(
        "--every", type=float, default=EVERY, metavar="SECONDS", help="pause between two looks"
    )
    follow.set_defaults(run=run_witness)


def run_witness(args: argparse.Namespace) -> int:
    """Look once, or until stopped. A line that breaks is waited for; a falsified log ends it."""
    session = open_session(Home(), prompts.passphrase())
    if args.once:
        _look(session)
        return 0
    while True:
        try:
            _look(session)
        except Unreachable as away:
            say(f"{away.message} Trying again.")
        time.sleep(max(1.0, args.every))


def _look(session: Session) -> None:
    found = witness(session)
    if found is None:
        say("The log is empty. There is nothing to confirm yet.")
        return
    later = f" ({found.behind} of your own statements are not in it yet)" if found.behind else ""
    say(f"Confirmed: {found.checkpoint.size} lines, root {found.checkpoint.root.hex()[:16]}…{later}")
