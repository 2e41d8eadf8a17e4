"""Commands about rules that two States agree on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from hub.client import agreements
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.cli.writing import send, tell
from hub.client.drafts import find_post
from hub.client.errors import Usage
from hub.client.home import Home
from hub.client.session import open_session

ANSWERS = {
    "accept": (agreements.ACCEPT, "accept what the other State proposed"),
    "decline": (agreements.DECLINE, "decline what the other State proposed"),
    "end": (agreements.END, "take a proposal back, or end an agreement for what is sent later"),
}


def register(commands: Any) -> None:
    """Add the commands."""
    parser = commands.add_parser(
        "agreement", help="rules agreed with another State: list, propose, accept, …"
    )
    steps = parser.add_subparsers(required=True, metavar="step")
    steps.add_parser("list", help="agreements and proposals of your post").set_defaults(run=run_list)
    steps.add_parser("empty", help="print rules to fill in").set_defaults(run=run_empty)
    show = steps.add_parser("show", help="one agreement, proved by the signatures of both sides")
    show.add_argument("agreement", metavar="ID")
    show.set_defaults(run=run_show)
    propose = steps.add_parser("propose", help="propose rules to another State's central authority")
    propose.add_argument("to", metavar="NP|ID")
    propose.add_argument("file", type=Path, metavar="RULES.json")
    propose.add_argument("--replaces", metavar="ID", help="the agreement that these rules shall follow")
    propose.add_argument("-m", "--text", default="", help="your words, sealed")
    propose.set_defaults(run=run_propose)
    for name, (kind, about) in ANSWERS.items():
        step = steps.add_parser(name, help=about)
        step.add_argument("agreement", metavar="ID")
        step.add_argument("-m", "--text", default="", help="your words, sealed")
        step.set_defaults(run=run_answer, kind=kind)


def run_list(_args: argparse.Namespace) -> int:
    """List agreements."""
    session = open_session(Home(), prompts.passphrase())
    for row in agreements.rows(session):
        waits = "waits for you" if row["waits_for_us"] else ""
        status = f"{plain(row['status_label']):<12} {row['since'] or '-'}"
        say(f"{row['id'][:8]}  {row['country']}  {status}  {waits}")
    return 0


def run_empty(_args: argparse.Namespace) -> int:
    """Print rules that change nothing."""
    say(json.dumps(agreements.EMPTY, indent=1))
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Show the rules of one."""
    session = open_session(Home(), prompts.passphrase())
    found = agreements.read(session, args.agreement)
    say(f"Agreement {found.id} with {found.summary['country']}: {plain(found.summary['status_label'])}")
    for act in found.stream.events:
        say(f"  {act.manifest.created}  {act.manifest.kind}, {act.proof.country}")
    say(json.dumps(found.rules, ensure_ascii=False, indent=1))
    return 0


def run_propose(args: argparse.Namespace) -> int:
    """Propose rules."""
    try:
        rules = json.loads(args.file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Usage(f"{args.file} cannot be read as rules: {error}.") from error
    session = open_session(Home(), prompts.passphrase())
    replaces = agreements.read(session, args.replaces).id if args.replaces else None
    to = find_post(session, args.to)
    sent = send(session, agreements.propose(session, to, rules, args.text, replaces))
    tell(sent)
    say(f"Agreement {sent.stream}")
    return 0


def run_answer(args: argparse.Namespace) -> int:
    """Accept, decline or end."""
    session = open_session(Home(), prompts.passphrase())
    tell(send(session, agreements.answer(agreements.read(session, args.agreement), args.kind, args.text)))
    return 0
