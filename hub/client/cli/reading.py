"""Commands that read: inbox, show, fetch, verify."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.client import requests
from hub.client.cli import prompts
from hub.client.cli.progress import bar
from hub.client.cli.show import HEAD, content, kind, plain, possible, request, row, say
from hub.client.downloads import fetch_file, free_target, safe_name
from hub.client.errors import Forged, NotFound, Usage, forged
from hub.client.home import Home
from hub.client.session import Session, open_session
from hub.client.streams import COMMITTED, Act, open_act
from hub.client.threads.exporting import verify_export
from hub.client.trust import FILE, grouped
from hub.encryption.bundle import Report, check_bundle
from hub.encryption.canonical import Json, unb64
from hub.encryption.chain import Pin
from hub.encryption.errors import Refused
from hub.encryption.verify import verify_stream


def register(commands: Any) -> None:
    """Add the commands."""
    inbox = commands.add_parser("inbox", help="requests received (or sent), subjects opened on this machine")
    _filters(inbox, "in")
    listed = commands.add_parser("requests", help="all requests you can see, with the filters of the board")
    _filters(listed, "all")
    show = commands.add_parser(
        "show", help="one request: state, acts, letters; everything checked and opened"
    )
    show.add_argument("request", metavar="ID", help="its number, or the beginning of it")
    show.add_argument("--acts", action="store_true", help="what you may do now, and why not the rest")
    show.set_defaults(run=run_show)
    fetch = commands.add_parser(
        "fetch", help="download the files of a request; a cut download goes on where it was"
    )
    fetch.add_argument("request", metavar="ID")
    fetch.add_argument("--act", type=int, help="only the files of this act (its number as shown)")
    fetch.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    fetch.add_argument("--replace", action="store_true", help="overwrite files of the same name")
    fetch.set_defaults(run=run_fetch)
    verify = commands.add_parser(
        "verify", help="prove a request's history offline, from a bundle or by its number"
    )
    verify.add_argument("what", metavar="BUNDLE|ID")
    verify.add_argument("--save", type=Path, metavar="FILE", help="with an ID: keep the bundle")
    verify.add_argument(
        "--file", action="store_true", help="with an ID: the national file in place of the shared request"
    )
    verify.set_defaults(run=run_verify)


def _filters(parser: argparse.ArgumentParser, box: str) -> None:
    parser.add_argument("--box", choices=("in", "out", "all"), default=box)
    parser.add_argument("--status", help="only requests in this state")
    parser.add_argument("--waiting", action="store_true", help="only those that wait for your side")
    parser.add_argument("--country", metavar="NP", help="only those with this country")
    parser.add_argument("--due", choices=("overdue", "week"), help="only those whose time is (nearly) up")
    parser.add_argument("--urgent", action="store_true", help="only urgent ones")
    parser.add_argument("--limit", type=int, default=50)
    parser.set_defaults(run=run_inbox)


def run_inbox(args: argparse.Namespace) -> int:
    """List requests."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.rows(
        session, box=args.box, status=args.status, ball="mine" if args.waiting else None,
        country=args.country, due=args.due, urgent="1" if args.urgent else None,
    )  # fmt: skip
    say(HEAD)
    for number, one in enumerate(found):
        if number >= args.limit:
            say(f"… more; see --limit (now {args.limit})")
            break
        say(row(one, requests.subject_line(session, one)))
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Show one request; confirm by signature that the letters of the other side were opened."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    letters = requests.open_all(session, found)
    request(session, found, letters)
    if args.acts:
        possible(found)
    for newest in [opened for act, opened in letters if act.manifest.kind in COMMITTED][-1:]:
        content(requests.content(session, newest))
    return 0


def run_fetch(args: argparse.Namespace) -> int:
    """Download files."""
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    stream = found.shared or found.file
    if stream is None:
        raise NotFound("This request has nothing to fetch.")
    chosen = [
        one
        for one in stream.events
        if args.act in (None, one.manifest.seq + 1) and len(one.manifest.parts) > 1
    ]
    if not chosen:
        raise NotFound("There are no files there.")
    args.to.mkdir(parents=True, exist_ok=True)
    for act in chosen:
        _fetch_act(session, act, args)
    requests.open_all(session, found)
    return 0


def _fetch_act(session: Session, act: Act, args: argparse.Namespace) -> None:
    opened = open_act(session, act)
    for entry in opened.files:
        name = f"{act.manifest.seq + 1}-{safe_name(entry.name, entry.n)}"
        target = free_target(args.to, name, replace=args.replace)
        progress = bar(act.manifest.parts[entry.n].length, f"{name[:30]}")
        fetch_file(session, opened, entry, target, progress)
        say(f"{target}  ({entry.size} bytes, as signed by its sender)")


def run_verify(args: argparse.Namespace) -> int:
    """Check a bundle and say what it proves."""
    path = Path(args.what)
    home = Home()
    bundle = _read_bundle(path) if path.is_file() else _download(home, args)
    known = home.read(FILE)
    hub_key = unb64(known["hub"]["key"]) if known and known["hub"] else None
    pins = _pins(known["countries"]) if known else {}
    try:
        stream = bundle.get("stream") if isinstance(bundle, dict) else None
        of_thread = isinstance(stream, dict) and stream.get("kind") == "thread"
        verify = verify_export if of_thread else verify_stream
        report = check_bundle(bundle, hub_key, pins, verify)
    except Refused as error:
        raise forged("This bundle does not prove what it says", error) from error
    _tell(report, known)
    return 0


def _read_bundle(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Forged(f"{path} is not a bundle: {error}.", "not-json") from error


def _download(home: Home, args: argparse.Namespace) -> Json:
    if "/" in args.what or args.what.endswith(".json"):
        raise NotFound(f"There is no file {args.what}.")
    session = open_session(home, prompts.passphrase())
    found = requests.read(session, args.what)
    stream = found.file if args.file or found.shared is None else found.shared
    if stream is None:
        raise Usage("The national file belongs to the other country.")
    bundle: Json = session.connection.get(f"streams/{stream.id}/bundle/")
    if args.save:
        args.save.write_text(json.dumps(bundle, ensure_ascii=False), "utf-8")
    return bundle


def _pins(countries: Json) -> dict[str, Pin]:
    return {code: Pin(one["fingerprint"], one["seq"], one["hash"]) for code, one in countries.items()}


def _tell(report: Report, known: Json | None) -> None:
    say(f"Hub {plain(report.hub)}, stream {report.stream}")
    say(f"{len(report.events)} acts, none of them altered or left out in between:")
    for event, receipts in zip(report.events, report.receipts, strict=True):
        manifest = event.manifest
        evidence = ", ".join(sorted({one["evidence"].replace("_", " ") for one in receipts})) or "no receipt"
        act = f"{manifest.seq + 1:>3}  {manifest.created}  {event.country}"
        say(f"  {act}  {kind(manifest.kind):<26} {evidence}")
    if report.unreceipted:
        say(f"Without the hub's receipt: {', '.join(str(seq + 1) for seq in report.unreceipted)}")
    _tell_log(report)
    say("Proven: who signed each act and from which seat; the order; that nothing is missing, altered")
    say("or added; and the hub's receipts.")
    say("Fingerprints to compare outside the hub:")
    for country, fingerprint in sorted(report.fingerprints.items()):
        seen = "as this machine knows it" if known and country in known["countries"] else "not known here"
        say(f"  {country}  {grouped(fingerprint)}  ({seen})")


def _tell_log(report: Report) -> None:
    point = report.checkpoint
    if point is None:
        say("The bundle carries no proof of the hub's log.")
        return
    say(f"In the hub's log of {point.size} lines: {len(report.places)} of {len(report.events)} acts")
    for country, one in sorted(report.witnesses, key=lambda each: each[0]):
        at = datetime.fromtimestamp(one.at, UTC)
        say(f"  that log was confirmed by {country} on {at:%Y-%m-%dT%H:%M:%SZ}")
