"""Commands about what two administrators sign: country waiting, cosign, decline, withdraw, policy."""

from __future__ import annotations

import argparse
from typing import Any

from hub.client import cosigning
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.cosigning import Waiting
from hub.client.errors import Usage
from hub.client.home import Home
from hub.client.session import open_session
from hub.client.trust import grouped
from hub.encryption.canonical import unb64
from hub.encryption.chain import ChainState
from hub.encryption.codes import new_keys_code

SENTENCES = {
    "officer_add": "{name} becomes an officer",
    "officer_remove": "{name} is removed",
    "officer_rekey": "{name} receives new keys; the code that {name} must have is {code}",
    "focal_point_add": "the post {post} is added",
    "seat": "{name} is seated at {post} as {role}",
    "unseat": "{name} is no longer {role} at {post}",
    "key_rotate": "keys are replaced",
    "recovery_set": "the country's recovery kit is set",
    "peer_verified": "{country} is verified, with the fingerprint {fingerprint}",
    "policy": "from then on {policy} administrator(s) sign each change",
}


def register(commands: Any) -> None:
    """Add the commands."""
    country = commands.add_parser("country", help="what waits for a second administrator's signature")
    steps = country.add_subparsers(required=True, metavar="step")
    steps.add_parser("waiting", help="list it").set_defaults(run=run_waiting)
    for name, run, about in (
        ("cosign", run_cosign, "sign what another administrator signed"),
        ("decline", run_decline, "refuse to sign it"),
        ("withdraw", run_withdraw, "take back what you signed yourself"),
    ):
        step = steps.add_parser(name, help=about)
        step.add_argument("number", help="the first digits of its number: hub country waiting")
        step.add_argument("--yes", action="store_true")
        step.set_defaults(run=run)
    policy = steps.add_parser("policy", help="how many administrators sign each change of the list")
    policy.add_argument("policy", type=int, choices=(1, 2))
    policy.set_defaults(run=run_policy)


def run_waiting(_args: argparse.Namespace) -> int:
    """List what waits."""
    session = open_session(Home(), prompts.passphrase())
    found = cosigning.waiting(session)
    for one in found:
        _show(one)
    if not found:
        say("Nothing waits for a second signature.")
    return 0


def run_cosign(args: argparse.Namespace) -> int:
    """Sign as the second administrator."""
    session = open_session(Home(), prompts.passphrase())
    one = cosigning.find(session, args.number)
    _show(one)
    if not prompts.yes("Sign this for your country?", assume=args.yes):
        raise Usage("Nothing was signed. Add --yes to sign without a question.")
    cosigning.cosign(session, one)
    say("Signed by two administrators: it counts from now on.")
    return 0


def run_decline(args: argparse.Namespace) -> int:
    """Refuse to sign."""
    session = open_session(Home(), prompts.passphrase())
    cosigning.decline(session, cosigning.find(session, args.number))
    say("Declined. Whoever signed it is told.")
    return 0


def run_withdraw(args: argparse.Namespace) -> int:
    """Take the own statement back."""
    session = open_session(Home(), prompts.passphrase())
    cosigning.withdraw(session, cosigning.find(session, args.number))
    say("Withdrawn.")
    return 0


def run_policy(args: argparse.Namespace) -> int:
    """Change how many sign."""
    session = open_session(Home(), prompts.passphrase())
    cosigning.change_policy(session, args.policy)
    say(f"From now on {args.policy} administrator(s) sign each change of your country's list.")
    return 0


def _show(one: Waiting) -> None:
    by = plain(one.before.officers[one.said.by].name)
    say(f"{one.said.hash[:12]}  {what(one)}")
    for post in _turned(one):
        say(f"              with a new key of {post}")
    say(f"              signed by {by} on {one.said.created}, waits until {plain(one.until)}")


def what(one: Waiting) -> str:
    """What a statement says, from the signed statement itself."""
    body, chain = one.said.body, one.after
    officer, post = body.get("officer"), body.get("focal_point")
    words = {
        "name": plain(chain.officers[officer].name) if officer else "",
        "post": plain(chain.focal_points[post].name) if post else "",
        "role": body.get("role", ""),
        "country": body.get("country", ""),
        "fingerprint": grouped(body.get("fingerprint", "")),
        "policy": body.get("policy", ""),
        "code": _code(chain, body) if one.said.kind == "officer_rekey" else "",
    }
    return SENTENCES[one.said.kind].format(**words)


def _code(chain: ChainState, body: dict[str, Any]) -> str:
    return new_keys_code(chain.hub, body["officer"], unb64(body["kem"]), unb64(body["sig"]))


def _turned(one: Waiting) -> list[str]:
    return [
        plain(one.after.focal_points[turn["focal_point"]].name) for turn in one.said.body.get("rotations", [])
    ]
