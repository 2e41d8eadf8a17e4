"""Commands about officers and other countries: officers, peers."""

from __future__ import annotations

import argparse
import re
from typing import Any

from hub.client import country, joining, lost_keys
from hub.client.cli import prompts
from hub.client.cli.keys import ROLES
from hub.client.cli.show import plain, say
from hub.client.errors import Forged, NotFound, Usage
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.client.trust import grouped
from hub.encryption.chain import ChainState


def register(commands: Any) -> None:
    """Add the commands."""
    officers = commands.add_parser(
        "officers", help="your country's officers: list, invite, admit, seat, unseat, remove"
    )
    steps = officers.add_subparsers(required=True, metavar="step")
    steps.add_parser("list", help="officers, seats and posts").set_defaults(run=run_list)
    invite = steps.add_parser("invite", help="make an invitation link, to be handed over outside the hub")
    invite.add_argument("--name", required=True)
    invite.add_argument("--email", required=True)
    _place(invite)
    invite.set_defaults(run=run_invite)
    steps.add_parser("admit", help="take in everybody who answered with genuine keys").set_defaults(
        run=run_admit
    )
    for name, about in (("seat", "give a seat"), ("unseat", "end a seat; the post's key turns if need be")):
        step = steps.add_parser(name, help=about)
        step.add_argument("officer", help="number or name")
        _place(step)
        step.set_defaults(run=run_seat if name == "seat" else run_unseat)
    rekey = steps.add_parser("rekey", help="sign an officer's new keys, after theirs were lost")
    rekey.add_argument("officer", help="number or name")
    rekey.add_argument("code", metavar="N-…", help="as the officer told you, not through the hub")
    rekey.set_defaults(run=run_rekey)
    remove = steps.add_parser(
        "remove", help="remove an officer; every key he held turns in the same statement"
    )
    remove.add_argument("officer", help="number or name")
    remove.add_argument("--yes", action="store_true")
    remove.set_defaults(run=run_remove)
    _register_peers(commands)


def _register_peers(commands: Any) -> None:
    peers = commands.add_parser("peers", help="other countries' fingerprints: compare, and mark as verified")
    peers.add_argument(
        "verify", nargs="?", choices=("verify",), help="mark a fingerprint as compared outside the hub"
    )
    peers.add_argument("country", nargs="?", metavar="NP")
    peers.add_argument("fingerprint", nargs="?", help="as you received it outside the hub")
    peers.set_defaults(run=run_peers)


def _place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", choices=ROLES, required=True)
    parser.add_argument("--post", metavar="ID", help="your own post if left out")


def run_list(_args: argparse.Namespace) -> int:
    """Show the own country as its chain states it."""
    session = open_session(Home(), prompts.passphrase())
    chain = session.own_chain()
    say(f"{chain.country}  {grouped(chain.fingerprint)}  ({chain.head_seq + 1} statements)")
    for post in chain.focal_points.values():
        say(f"post {post.focal_point}  {plain(post.name)}  (key {post.current})")
    for one in chain.officers.values():
        seats = [f"{seat.role} at {chain.focal_points[seat.focal_point].name}" for seat in chain.seats
                 if seat.officer == one.officer and seat.held(chain.head_seq)]  # fmt: skip
        gone = "removed" if one.removed_seq is not None else ", ".join(seats) or "no seat"
        say(f"officer {one.officer}  {plain(one.name)}: {plain(gone)}")
    return 0


def run_invite(args: argparse.Namespace) -> int:
    """Invite an officer."""
    session = open_session(Home(), prompts.passphrase())
    link = joining.invite(session, args.post or session.focal_point, args.role, args.name, args.email)
    say("Hand this link over in person or by a channel you trust. It works once, for 72 hours:")
    say(link.text)
    return 0


def run_admit(_args: argparse.Namespace) -> int:
    """Admit who answered."""
    session = open_session(Home(), prompts.passphrase())
    admitted = joining.admit_answered(session)
    say(
        f"Admitted: {', '.join(map(plain, admitted))}"
        if admitted
        else "Nobody has answered an invitation of yours."
    )
    return 0


def run_seat(args: argparse.Namespace) -> int:
    """Give a seat."""
    session = open_session(Home(), prompts.passphrase())
    country.seat(
        session, find_officer(session.own_chain(), args.officer), args.post or session.focal_point, args.role
    )
    say("The seat is given.")
    return 0


def run_unseat(args: argparse.Namespace) -> int:
    """End a seat."""
    session = open_session(Home(), prompts.passphrase())
    officer = find_officer(session.own_chain(), args.officer)
    country.unseat(session, officer, args.post or session.focal_point, args.role)
    say("The seat is ended.")
    return 0


def run_rekey(args: argparse.Namespace) -> int:
    """Sign new keys and pass the posts' keys on."""
    session = open_session(Home(), prompts.passphrase())
    chain = session.own_chain()
    officer = find_officer(chain, args.officer)
    passed = lost_keys.sign(session, officer, args.code)
    say(
        f"The new keys of {plain(chain.officers[officer].name)} are signed; posts given: {len(passed.given)}."
    )
    for post in passed.waiting:
        say(f"{plain(chain.focal_points[post].name)}: you do not hold its key. Whoever does, runs:")
        say(f"  hub keys rotate --post {post}")
    return 0


def run_remove(args: argparse.Namespace) -> int:
    """Remove an officer."""
    session = open_session(Home(), prompts.passphrase())
    chain = session.own_chain()
    officer = find_officer(chain, args.officer)
    name = plain(chain.officers[officer].name)
    if not prompts.yes(f"Remove {name} and turn the keys held?", assume=args.yes):
        raise Usage("Nothing was done. Add --yes to remove without a question.")
    turned = country.remove(session, officer)
    say(f"{name} is removed; {len(turned)} key(s) turned. What {name} has already read stays read.")
    return 0


def find_officer(chain: ChainState, wanted: str) -> str:
    """An officer's id by id or name. Raises NotFound or Usage."""
    if wanted in chain.officers:
        return wanted
    found = [one.officer for one in chain.officers.values() if one.name == wanted and one.removed_seq is None]
    if len(found) > 1:
        raise Usage(f"Several officers are called {wanted}. Give the number: hub officers list")
    if not found:
        raise NotFound(f"Your country has no officer {wanted}.")
    return found[0]


def run_peers(args: argparse.Namespace) -> int:
    """List fingerprints, or mark one as verified."""
    session = open_session(Home(), prompts.passphrase())
    if args.verify:
        return _verify(session, args)
    for row in session.connection.pages("countries/", "countries"):
        if row["head_seq"] is not None and row["head_seq"] >= 0:
            _line(session, str(row["code"]), str(row["fingerprint"]))
    return 0


def _line(session: Session, code: str, said: str) -> None:
    chain = session.trust.chain(code)
    if chain.fingerprint != said:
        raise Forged(
            f"The hub's list names another fingerprint for {code} than its chain has.", "another-genesis"
        )
    mark = "own country" if code == session.account.country else "not compared yet"
    if code != session.account.country and session.trust.verified(code):
        mark = "verified"
    say(f"{code}  {grouped(chain.fingerprint)}  {mark}")


def _verify(session: Session, args: argparse.Namespace) -> int:
    typed = re.sub(r"[^0-9a-f]", "", (args.fingerprint or "").lower())
    if not args.country or len(typed) != 64:
        raise Usage(
            "Call it as: hub peers verify NP FINGERPRINT (64 letters and digits, as received outside the hub)"
        )
    code = args.country.upper()
    if session.trust.present(code).fingerprint != typed:
        raise Forged(
            f"This is NOT the fingerprint of the keys the hub shows for {code}. Do not send anything there; "
            "somebody may stand in between. Ask both that country and the hub's operator.",
            "another-genesis",
        )
    if code == session.account.country:
        raise Usage("This is your own country. If it began anew: hub keys trust FINGERPRINT")
    if country.is_admin(session):
        country.verify_peer(session, code, typed)
        session.trust.chain(code, refresh=True)
        say(f"{code} is verified, by your country's signed word.")
    else:
        session.trust.accept(code, typed)
        session.trust.mark_verified(code)
        say(f"{code} is verified on this machine. Your administrator can state it for the whole country.")
    return 0
