"""Commands on the way from a case file to a sent request: draft, submit, return, approve, send, discard,
resume."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.client import acts, drafts, requests
from hub.client.cli import prompts
from hub.client.cli.progress import bar
from hub.client.cli.show import kind, plain, say, warn
from hub.client.errors import RefusedByHub
from hub.client.home import Home
from hub.client.requests import Request
from hub.client.sending import Asking, Intent, Outbox, Sent
from hub.client.session import Session, open_session
from hub.client.streams import Act
from hub.client.threads.sending import read_again
from hub.procedure import WORDS


def register(commands: Any) -> None:
    """Add the commands."""
    draft = commands.add_parser(
        "draft", help="check a case file, seal it as a draft (or print an empty one: --new)"
    )
    draft.add_argument("file", nargs="?", type=Path, metavar="FILE.json")
    draft.add_argument("--new", action="store_true", help="print an empty case file")
    draft.add_argument("--check", action="store_true", help="only say what is missing; send nothing")
    draft.add_argument("--request", metavar="ID", help="a new version of this draft")
    draft.set_defaults(run=run_draft)
    _step(commands, "submit", "put the draft forward for review", acts.submit)
    returned = _step(commands, "return", "give the draft back to its drafter", None)
    returned.add_argument("-m", "--text", required=True, help="your comments, sealed")
    returned.set_defaults(make=lambda _session, found, args: acts.return_draft(found, args.text))
    _step(commands, "approve", "approve the draft under review", acts.approve)
    _step(commands, "discard", "give the draft up", lambda found: acts.act(found, "mla.discard"))
    _register_sending(commands)


def _register_sending(commands: Any) -> None:
    send = commands.add_parser("send", help="send the approved request to the other country")
    send.add_argument("request", metavar="ID")
    channels = "formal; advance: the original follows; track: only that it exists, without content"
    send.add_argument("--channel", choices=WORDS["channel"], default="formal", help=channels)
    send.add_argument("--outside", choices=WORDS["outside"][1:], default="", help="the way of the original")
    send.add_argument(
        "-m", "--text", default="", help="a covering note, sealed; not part of what was approved"
    )
    send.set_defaults(run=run_send)
    share = commands.add_parser(
        "share", help="show the draft under review to the other country, not formally"
    )
    share.add_argument("request", metavar="ID")
    share.add_argument("-m", "--text", required=True, help="what you would like to hear, sealed")
    share.set_defaults(run=run_share)
    oral = _step(commands, "oral", "record an urgent request made by telephone (article 18(14))", None)
    oral.add_argument("--made-at", required=True, metavar="2026-11-22T03:10:00Z", help="when, in UTC")
    oral.add_argument("-m", "--text", required=True, help="to whom and what was said, sealed")
    oral.set_defaults(make=lambda session, found, args: acts.oral(session, found, args.made_at, args.text))
    resume = commands.add_parser("resume", help="go on with what was cut off, the very same sealed act")
    resume.add_argument("--drop", action="store_true", help="forget it instead")
    resume.set_defaults(run=run_resume)


def _step(
    commands: Any, name: str, about: str, make: Callable[[Request], Intent] | None
) -> argparse.ArgumentParser:
    step: argparse.ArgumentParser = commands.add_parser(name, help=about)
    step.add_argument("request", metavar="ID")
    step.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    step.set_defaults(run=run_step, make=(lambda _session, found, _args: make(found)) if make else None)
    return step


def asking(*, assume: bool = False) -> Asking:
    """Progress bars, and the question whether to follow an act that came first."""

    def may_follow(winner: Act) -> bool:
        manifest = winner.manifest
        warn(f"Somebody acted first: {kind(manifest.kind)}, {winner.proof.country}, {manifest.created}.")
        return prompts.yes("Sign and send your act after that one?", assume=assume)

    return Asking(bar, may_follow)


def run_step(args: argparse.Namespace) -> int:
    """Any act whose intent `args.make` builds from the request as it stands."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    tell(send(session, args.make(session, found, args), assume=args.yes))
    return 0


def send(session: Session, intent: Intent, *, assume: bool = False) -> Sent:
    """Send an intent with progress bars; say so if the sealed act of an earlier try is taken up again."""
    outbox = Outbox(session)
    if outbox.find(intent.digest):
        warn("Going on with the act sealed before the line was cut.")
    return outbox.send(intent, asking(assume=assume))


def tell(sent: Sent) -> None:
    """What the receipt says."""
    say(f"Done: act {sent.seq + 1}. The hub signed its receipt ({sent.hash[:16]}…).")


def run_draft(args: argparse.Namespace) -> int:
    """Check, then seal and store a draft."""
    if args.new or args.file is None:
        say(json.dumps(drafts.TEMPLATE, ensure_ascii=False, indent=2))
        return 0
    case = drafts.read_case(args.file)
    blocked = _tell_findings(case)
    if args.check:
        return 3 if blocked else 0
    if blocked:
        raise RefusedByHub("The draft is not complete (see above). Nothing was sealed.", "incomplete")
    session = open_session(Home(), prompts.passphrase())
    before = requests.read(session, args.request) if args.request else None
    intent = drafts.draft(session, case, before)
    sent = send(session, intent)
    tell(sent)
    request = before.id if before else drafts.request_of(session, sent)
    note = drafts.identities_note(requests.read(session, request), case)
    if note is not None:
        send(session, note)
        say("The identities of victims stay in your own file; they are not part of what will be sent.")
    say(f"Request {request}")
    return 0


def _tell_findings(case: drafts.CaseFile) -> bool:
    found = case.findings()
    for one in found:
        sys.stderr.write(f"{one.level:<5}  {one.field:<24} {plain(one.message['en'])}  [{one.source}]\n")
    return any(one.level == "block" for one in found)


def run_send(args: argparse.Namespace) -> int:
    """Transmit; a transmission that was cut off goes on without downloading and sealing again."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    outbox = Outbox(session)
    waiting = outbox.find_named(acts.transmission(found))
    if waiting:
        warn("Going on with the request sealed before the line was cut.")
        tell(outbox.deliver(waiting, asking()))
        return 0
    _warn_unverified(session, str(found.summary["requested"]["country"]))
    with session.home.workroom() as room:
        intent = acts.transmit(session, found, room, asking(), channel=args.channel, outside=args.outside,
                               note=args.text)  # fmt: skip
        sealed = outbox.seal(intent)
    tell(outbox.deliver(sealed, asking()))
    return 0


def run_share(args: argparse.Namespace) -> int:
    """Share the draft under review."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    _warn_unverified(session, str(found.summary["requested"]["country"]))
    with session.home.workroom() as room:
        tell(send(session, acts.share_draft(session, found, room, asking(), note=args.text)))
    return 0


def _warn_unverified(session: Session, country: str) -> None:
    if not session.trust.verified(country):
        warn(f"Nobody compared the fingerprint of {country} outside the hub yet. See: hub peers")


def run_resume(args: argparse.Namespace) -> int:
    """Deliver, or drop, everything that waits."""
    session = open_session(Home(), prompts.passphrase())
    outbox = Outbox(session, read_again)
    waiting = outbox.waiting()
    if not waiting:
        say("Nothing waits.")
    for one in waiting:
        say(f"{kind(one['kind'])}, sealed {one['manifest_created']}")
        if args.drop:
            outbox.drop(one["event"])
        else:
            tell(outbox.deliver(one, asking()))
    return 0
