"""Commands for the life of keys: hub keys passphrase, recover, recovery-code, lost, rotate, trust, kit."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hub.client import country, kit, lost_keys, unlocking
from hub.client.cli import prompts
from hub.client.cli.people import find_officer
from hub.client.cli.show import plain, say
from hub.client.connection import check_url
from hub.client.errors import Usage, Waits
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.encryption.fields import hash_hex
from hub.encryption.kit import Kit


def register(commands: Any) -> None:
    """Add the commands."""
    keys = commands.add_parser("keys", help="passphrase, recovery, new keys, the country's recovery kit")
    steps = keys.add_subparsers(required=True, metavar="step")
    _step(steps, "passphrase", "change the passphrase of your keys", run_passphrase)
    _step(steps, "recovery-code", "make a new recovery code; the old one opens nothing more", run_code)
    recover = _step(
        steps, "recover", "open your keys with the recovery code, under a new passphrase", run_recover
    )
    lost = _step(steps, "lost", "all is lost: make new keys, for a colleague to sign", run_lost)
    for parser in (recover, lost):
        parser.add_argument("--hub", metavar="URL", help="address of the hub, on a new machine")
        parser.add_argument("--email", help="your e-mail address, on a new machine")
    lost.add_argument("--fingerprint", help="your country's, as a colleague tells you")
    rotate = _step(steps, "rotate", "replace the key of a post; earlier acts stay readable", run_rotate)
    rotate.add_argument("--post", metavar="ID", help="your own post if left out")
    trust = _step(steps, "trust", "your own country began anew: keep its new fingerprint", run_trust)
    trust.add_argument("fingerprint", help="as you received it outside the hub")
    _register_kit(steps)


def _register_kit(steps: Any) -> None:
    parser = steps.add_parser("kit", help="the country's recovery kit: a file that any age tool opens")
    acts = parser.add_subparsers(required=True, metavar="act")
    make = _step(acts, "make", "make a kit and state it for the country", run_make)
    make.add_argument("file", type=Path)
    make.add_argument("--shares", action="store_true", help="three printed parts, any two open the kit")
    make.add_argument(
        "--recipient", action="append", default=[], metavar="age1…", help="instead of a passphrase"
    )
    for name, about, run in (
        ("check", "try the kit on every post", run_check),
        ("restore", "give a post's key from the kit to an officer", run_restore),
    ):
        act = _step(acts, name, about, run)
        act.add_argument("file", type=Path)
        act.add_argument(
            "--share", action="append", default=[], metavar="1-…", help="twice: two of the parts"
        )
        act.add_argument(
            "--identity", type=Path, metavar="FILE", help="age identity, instead of a passphrase"
        )
        if name == "restore":
            act.add_argument("--post", metavar="ID", required=True)
            act.add_argument("--officer", required=True, help="number or name")
            act.add_argument("--role", default="officer", choices=("officer", "approver", "admin"))
    join = _step(acts, "join", "print the kit's passphrase from two parts", run_join)
    join.add_argument("share", nargs=2, metavar="1-…")


def _step(steps: Any, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = steps.add_parser(name, help=about)
    parser.set_defaults(run=run)
    return parser


def run_passphrase(_args: argparse.Namespace) -> int:
    """Change the passphrase."""
    unlocking.change_passphrase(Home(), prompts.passphrase(), prompts.fresh_passphrase())
    say("The passphrase is changed. The old one opens nothing any more. The account secret stays.")
    return 0


def run_code(_args: argparse.Namespace) -> int:
    """Make a new recovery code."""
    code = unlocking.new_recovery_code(Home(), prompts.passphrase())
    say("Print or write this down now; it is not shown again. The old recovery code opens nothing any more:")
    say(f"  recovery code   {code}")
    return 0


def run_recover(args: argparse.Namespace) -> int:
    """Open with the recovery code."""
    home, code = Home(), prompts.recovery_code()
    if args.hub:
        email, password = prompts.line("E-mail", args.email), prompts.password()
        fresh = prompts.fresh_passphrase()
        secret = unlocking.import_by_recovery(
            home, check_url(args.hub), email, password, code, fresh, prompts.code
        )
    else:
        secret = unlocking.recover(home, code, prompts.fresh_passphrase())
    say("Your keys are open again, under the new passphrase. Print the new account secret now:")
    say(f"  account secret  {secret}")
    return 0


def run_lost(args: argparse.Namespace) -> int:
    """Make new keys for an existing account."""
    url, email = check_url(prompts.line("Address of the hub", args.hub)), prompts.line("E-mail", args.email)
    fingerprint = prompts.line("Your country's fingerprint, as a colleague tells you", args.fingerprint)
    password, passphrase = prompts.password(), prompts.new_passphrase()
    made = lost_keys.ask(Home(), url, email, password, passphrase, fingerprint, prompts.code)
    say("New keys were made on this machine. Print or write down these two now; they are not shown again:")
    say(f"  account secret  {made.account_secret}")
    say(f"  recovery code   {made.recovery_code}")
    say("Tell this code to an administrator of your country's keys, face to face or on a telephone line that")
    say("both of you know, never through the hub. They sign the new keys with: hub officers rekey")
    say(f"  {made.code}")
    return 0


def run_rotate(args: argparse.Namespace) -> int:
    """Replace the key of a post."""
    session = open_session(Home(), prompts.passphrase())
    post = args.post or session.focal_point
    if post not in session.ring.posts:
        raise Usage("You do not hold the key of this post. An administrator with a seat there replaces it.")
    country.rotate(session, [post])
    say("The new key is in use. What came before stays readable with it; the old key opens nothing new.")
    return 0


def run_trust(args: argparse.Namespace) -> int:
    """Trust the own country's new beginning."""
    fingerprint = hash_hex("".join(args.fingerprint.split()).lower())
    unlocking.trust_own_country(Home(), prompts.passphrase(), fingerprint)
    say("Kept. Your keys now belong to the country that has this fingerprint, and to no other.")
    return 0


def run_make(args: argparse.Namespace) -> int:
    """Make a kit."""
    session = open_session(Home(), prompts.passphrase())
    parts: list[str] = []
    lock = kit.Lock(recipients=args.recipient)
    if args.shares:
        lock, parts = kit.in_three_parts()
    elif not args.recipient:
        lock = kit.Lock(passphrase=prompts.new_passphrase("HUB_KIT_PASSPHRASE_FILE", "the kit"))
    try:
        checked = kit.make(session, lock, args.file)
    except Waits:
        _hand_out(args.file, parts)
        raise
    _hand_out(args.file, parts)
    return _report(session, checked)


def _hand_out(target: Path, parts: Sequence[str]) -> None:
    say(f"The kit is in {target}. Keep it offline, in two safes. Any age tool opens it.")
    for part in parts:
        say(f"  {part}")
    if parts:
        say("Give each part to another person. Any two of them open the kit; one alone opens nothing.")


def run_check(args: argparse.Namespace) -> int:
    """Try a kit."""
    session = open_session(Home(), prompts.passphrase())
    return _report(session, kit.check(session, _opened(args)))


def run_restore(args: argparse.Namespace) -> int:
    """Use a kit."""
    session = open_session(Home(), prompts.passphrase())
    officer = find_officer(session.own_chain(), args.officer)
    kit.restore(session, _opened(args), officer, args.post, args.role)
    say("The key is passed on. The officer signs in again and reads the whole history of the post.")
    return 0


def run_join(args: argparse.Namespace) -> int:
    """Put two parts together."""
    say(kit.passphrase_of(args.share))
    return 0


def _opened(args: argparse.Namespace) -> Kit:
    if args.identity:
        lines = args.identity.read_text("ascii").splitlines()
        return kit.read(args.file, kit.Lock(), [one for one in lines if one.startswith("AGE-SECRET-KEY-")])
    if args.share:
        return kit.read(args.file, kit.Lock(passphrase=kit.passphrase_of(args.share)))
    return kit.read(
        args.file, kit.Lock(passphrase=prompts.secret("HUB_KIT_PASSPHRASE_FILE", "Passphrase of the kit"))
    )


def _report(session: Session, checked: kit.Checked) -> int:
    posts = session.own_chain().focal_points
    for post in checked.opens:
        say(f"opens    {plain(posts[post].name)}")
    for post in checked.waiting:
        say(f"not yet  {plain(posts[post].name)}: whoever holds its key runs  hub keys rotate --post {post}")
    return 0
