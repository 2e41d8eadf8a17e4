"""Commands that read conversations: list, show, members, fetch, search, templates."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hub.client.cli import prompts
from hub.client.cli.progress import bar
from hub.client.cli.show import plain, say
from hub.client.cli.threads import show
from hub.client.downloads import fetch_file, free_target, safe_name
from hub.client.errors import NotFound
from hub.client.home import Home
from hub.client.session import open_session
from hub.client.threads import lists
from hub.client.threads.index import Index
from hub.client.threads.items import CORRECT
from hub.client.threads.opening import Opener, message
from hub.threads.table import TABLE

SHOWN = 30
SNIPPET = 90


def register(verbs: Any) -> None:
    """Add the commands."""
    listed = verbs.add_parser("list", help="your conversations, newest first; subjects opened here")
    listed.add_argument("--box", choices=("open", "closed", "left", "all"), default="open")
    listed.add_argument("--unread", action="store_true", help="only those with something new")
    listed.add_argument("--about", metavar="REQUEST", help="only those about this request")
    listed.set_defaults(run=run_list)
    one = verbs.add_parser("show", help="one conversation, checked and opened")
    one.add_argument("thread", metavar="ID")
    one.add_argument("--last", type=int, default=SHOWN, metavar="N", help=f"the newest N acts ({SHOWN})")
    one.add_argument("--all", action="store_true", help="from the beginning")
    one.set_defaults(run=run_show)
    members = verbs.add_parser("members", help="who is on it, since when")
    members.add_argument("thread", metavar="ID")
    members.set_defaults(run=run_members)
    fetch = verbs.add_parser("fetch", help="download its files")
    fetch.add_argument("thread", metavar="ID")
    fetch.add_argument("--message", metavar="N", help="only those of this message")
    fetch.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    fetch.add_argument("--replace", action="store_true")
    fetch.set_defaults(run=run_fetch)
    search = verbs.add_parser("search", help="find words in what was opened on this machine")
    search.add_argument("words", nargs="+")
    search.set_defaults(run=run_search)
    templates = verbs.add_parser("templates", help="routine questions and their blanks")
    templates.add_argument("--language", choices=("en", "fr", "ar"), default="en")
    templates.set_defaults(run=run_templates)


def run_list(args: argparse.Namespace) -> int:
    """The list."""
    session = open_session(Home(), prompts.passphrase())
    say(show.HEAD)
    unread = "yes" if args.unread else None
    for row in lists.rows(session, box=args.box, unread=unread, about=args.about):
        say(show.row(row, lists.subject(session, row)))
    return 0


def run_show(args: argparse.Namespace) -> int:
    """One conversation; the hub is told up to where it was read."""
    session = open_session(Home(), prompts.passphrase())
    history = lists.read_thread(session, args.thread)
    opener = Opener(session, history)
    subject = opener.subject()
    acts = [act for act in history.events if act.manifest.kind != CORRECT]
    chosen = acts if args.all else acts[-max(1, args.last) :]
    show.head(history, subject)
    if len(chosen) < len(acts):
        say(f"… {len(acts) - len(chosen)} earlier acts; see --all")
    letters = [opener.letter(act) for act in chosen]
    for one in letters:
        say()
        show.letter(session, history, one)
    say()
    show.open_points(history)
    opener.remember(letters, subject)
    lists.mark_read(session, history.id, history.last.seq)
    return 0


def run_members(args: argparse.Namespace) -> int:
    """Members as the signed acts say."""
    session = open_session(Home(), prompts.passphrase())
    history = lists.read_thread(session, args.thread)
    for post, since in sorted(history.standing.members.items(), key=lambda one: one[1]):
        country = history.country(post)
        name = session.trust.chain(country).focal_points[post].name
        say(f"{country}  {post}  since act {since + 1}  {plain(name)}")
    for post, seq in history.standing.left.items():
        say(f"{history.country(post)}  {post}  left with act {seq + 1}")
    return 0


def run_fetch(args: argparse.Namespace) -> int:
    """Download files, each checked against what its sender signed."""
    session = open_session(Home(), prompts.passphrase())
    history = lists.read_thread(session, args.thread)
    wanted = message(history, args.message).manifest.event if args.message else None
    opener = Opener(session, history)
    acts = [a for a in history.events if len(a.manifest.parts) > 1 and wanted in (None, a.manifest.event)]
    if not acts:
        raise NotFound("There are no files there.")
    args.to.mkdir(parents=True, exist_ok=True)
    for act in acts:
        opened = opener.open(act.manifest.event)
        for entry in opened.files:
            name = f"{act.manifest.seq + 1}-{safe_name(entry.name, entry.n)}"
            target = free_target(args.to, name, replace=args.replace)
            fetch_file(session, opened, entry, target, bar(act.manifest.parts[entry.n].length, name[:30]))
            say(f"{target}  ({entry.size} bytes, as signed by its sender)")
    return 0


def run_search(args: argparse.Namespace) -> int:
    """Search the index of this machine; the hub is not asked."""
    session = open_session(Home(), prompts.passphrase())
    hits = Index(session.home, session.ring, session.hub).search(" ".join(args.words))
    for one in hits:
        text = plain(" ".join(one.text.split()))
        short = text if len(text) <= SNIPPET else text[: SNIPPET - 1] + "…"
        say(f"{one.thread[:8]} #{one.seq + 1}  {one.sent}  {one.country}  {plain(one.subject)}: {short}")
    if not hits:
        raise NotFound("Nothing that was opened on this machine holds these words.")
    return 0


def run_templates(args: argparse.Namespace) -> int:
    """The routine questions."""
    for one in TABLE["templates"]:
        say(f"{one['code']}: {one['label'][args.language]} [{one['law']}]")
        for blank in one["blanks"]:
            say(f"    --blank {blank['id']}=…  {blank['label'][args.language]}")
    return 0
