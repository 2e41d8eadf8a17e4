"""`hub verify-site`: are the scripts that this hub serves to me those of the release?"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from hub.client.cli.show import say
from hub.client.connection import Connection
from hub.client.errors import Forged, NotFound, Usage
from hub.client.home import Home
from hub.client.site.listed import Listed, differences, held, signed
from hub.client.site.visit import Visit
from hub.client.trust import TrustStore
from hub.encryption.canonical import canonical

KEPT = "site.json"
STRANGERS = (
    *("/", "/sign-in/", "/help/", "/join/"),
    *("/public/en/", "/public/en/library/", "/public/en/conferences/"),
)
OFFICERS = (
    *("/", "/unlock/", "/board/", "/requests/", "/exchanges/", "/threads/"),
    *("/directory/", "/countries/", "/account/"),
)
SHOWN = 40


def register(commands: Any) -> None:
    """Add the command."""
    site = commands.add_parser(
        "verify-site", help="compare the scripts that the hub serves to you with those of the release"
    )
    site.add_argument("--url", help="address of the hub; that of your account unless given")
    site.add_argument("--against", type=Path, metavar="FILE|DIR", help="list or files of your release")
    site.add_argument("--cookie-file", type=Path, metavar="FILE", help="a browser's session: see its pages")
    site.add_argument("--user-agent", default="", help="what your browser calls itself")
    site.add_argument("--page", action="append", default=[], metavar="PATH", help="one page more")
    often = site.add_mutually_exclusive_group()
    often.add_argument("--once", action="store_true", help="one visit (the default)")
    often.add_argument("--loop", type=int, metavar="SECONDS", help="again, until something is wrong")
    site.add_argument("--accept", action="store_true", help="expect the hub's present list from now on")
    site.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Visit once, or until something is wrong. Exit code 4 says that something is."""
    if args.loop is not None and args.loop < 1:
        raise Usage("--loop takes a number of seconds, at least 1.")
    while True:
        visit(args)
        if args.loop is None:
            return 0
        time.sleep(args.loop)


def visit(args: argparse.Namespace) -> None:
    """Compare everything once and say so. Raises Forged with what was wrong."""
    home = Home()
    url = args.url or home.account().url
    trust = TrustStore(home, Connection(url), "")
    trust.hub()
    look = Visit(url, Listed({}), _cookie(args.cookie_file), args.user_agent)
    theirs = signed(envelope := look.manifest(), trust.hub_key)
    mine = _mine(args, home, envelope, trust.hub_key)
    look.listed = mine
    if mine.base != theirs.base:
        look.listed = Listed(mine.files, mine.templates, mine.release, theirs.base)
    look.findings += [f"the hub's own list: {one}" for one in differences(mine, theirs)]
    pages = [*(OFFICERS if args.cookie_file else STRANGERS), *args.page]
    if look.page(pages[0]) >= 300 and args.cookie_file:
        raise Usage(
            "The session in that file is not signed in, or no longer. Copy it from your browser again."
        )
    for path in pages[1:]:
        look.page(path)
    _tell(look, len(pages))


def _tell(look: Visit, pages: int) -> None:
    if look.findings:
        shown = "\n  ".join(list(dict.fromkeys(look.findings))[:SHOWN])
        raise Forged(
            f"Do not unlock your keys in a browser. What the hub serves is not what you hold:\n  {shown}",
            "site-changed",
        )
    say(f"{pages} pages and {len(look.seen)} files are those of the release you hold.")


def _mine(args: argparse.Namespace, home: Home, envelope: Any, hub_key: bytes) -> Listed:
    """The list to expect: of the release, else the one seen first and kept."""
    if args.against:
        return held(args.against)
    kept = home.read(KEPT)
    if kept is None or args.accept:
        home.write_bytes(KEPT, canonical(envelope))
        say("The hub's list is kept and expected from now on. Better: --against a release's list.")
        kept = envelope
    return signed(kept, hub_key)


def _cookie(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        found = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{path} cannot be read.") from error
    if not found or any(sign in found for sign in "\r\n;"):
        raise Usage("The file holds one line: sessionid=… as your browser shows it.")
    return found if "=" in found else f"sessionid={found}"
