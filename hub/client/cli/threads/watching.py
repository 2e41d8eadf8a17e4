"""hub watch: what happens on conversations, as it happens."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from hub.client.cli import prompts
from hub.client.cli.show import plain, say, warn
from hub.client.cli.threads.show import letter
from hub.client.home import Home
from hub.client.session import Session, kept_token, open_session
from hub.client.threads import lists
from hub.client.threads.exporting import as_json
from hub.client.threads.index import Entry, Index
from hub.client.threads.line import Line
from hub.client.threads.opening import TEXTS, Letter
from hub.client.threads.watching import Following, News, watch
from hub.encryption.canonical import Json


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("watch", help="show what happens on conversations as it happens")
    parser.add_argument("thread", nargs="?", metavar="ID", help="one conversation; all of them if left out")
    parser.add_argument(
        "--after", type=int, metavar="N", help="begin after act N instead of with what comes now"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object in a line")
    parser.set_defaults(run=run_watch)


def run_watch(args: argparse.Namespace) -> int:
    """Until stopped."""
    session = open_session(Home(), prompts.passphrase())
    only = lists.full_id(session, args.thread) if args.thread else None
    line = Line(session.account.url, kept_token(session.home))
    following = Following(session, only, args.after - 1 if args.after is not None else None)
    index = Index(session.home, session.ring, session.hub)
    warn("Watching. Stop with Ctrl-C.")

    def tell(news: News) -> None:
        # Before it is shown: whoever stops the command then still finds what was read.
        index.add(_entries(news))
        if args.json:
            say(json.dumps(_json(session, news), ensure_ascii=False))
        else:
            say(f"— {plain(news.history.id[:8])}")
            letter(session, news.history, Letter(news.act, news.opened))
        sys.stdout.flush()

    try:
        watch(following, line, tell, _lost)
    finally:
        line.close()
    return 0


def _lost(away: bool) -> None:
    warn("The hub cannot be reached. Waiting for it." if away else "The hub is there again.")


def _json(session: Session, news: News) -> Json:
    return as_json(session, news.act, news.opened, shared=news.act.manifest.event in news.history.shared)


def _entries(news: News) -> list[Entry]:
    """What the search index learns: a message, the new text of one, or that one is gone."""
    manifest, body = news.act.manifest, news.opened.body
    changed = {"thread.correct": str(body["text"]), "thread.withdraw": ""}
    if manifest.kind not in (*TEXTS, *changed):
        return []
    event = str(manifest.facts.get("event", manifest.event))
    files = [] if manifest.kind == "thread.withdraw" else [one.name for one in news.opened.files]
    text = "\n".join(one for one in (changed.get(manifest.kind, str(body["text"])), *files) if one)
    return [
        Entry(
            manifest.stream,
            event,
            manifest.seq,
            manifest.created,
            news.act.proof.country,
            str(body["subject"]),
            text,
        )
    ]
