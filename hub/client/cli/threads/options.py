"""What the commands of conversations have in common: options, posts and acts by what a person types."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from hub.client.cli import prompts
from hub.client.cli.show import say, warn
from hub.client.cli.writing import asking, tell
from hub.client.drafts import attachment
from hub.client.errors import NotFound
from hub.client.exchanges import find_post
from hub.client.home import Home
from hub.client.sending import Intent, Outbox
from hub.client.session import Session, open_session
from hub.client.threads.history import History
from hub.client.threads.lists import read_thread
from hub.client.threads.opening import message
from hub.client.threads.sending import deliver
from hub.encryption.event import FileSource
from hub.threads.table import WORDS

T = TypeVar("T")
Make = Callable[[Session, History, argparse.Namespace], Intent]


def verb(
    verbs: Any, name: str, about: str, make: Make, *, text: str = "your words, sealed", needed: bool = False
) -> argparse.ArgumentParser:
    """A command that reads a conversation and sends the act which `make` builds."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=about)
    parser.add_argument("thread", metavar="ID")
    parser.add_argument("-m", "--text", default="", required=needed, help=text)
    parser.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    parser.set_defaults(run=run_act, make=make)
    return parser


def attach(parser: argparse.ArgumentParser) -> None:
    """Files to send along."""
    parser.add_argument("--attach", action="append", type=Path, default=[], metavar="FILE")


def handling(parser: argparse.ArgumentParser) -> None:
    """How others may handle it."""
    parser.add_argument("--handling", choices=("H0", "H1", "H2", "H3"), default="H0", help="H0 is the freest")


def run_act(args: argparse.Namespace) -> int:
    """Read, build, seal, send."""
    session = open_session(Home(), prompts.passphrase())
    send(session, args.make(session, read_thread(session, args.thread), args), assume=args.yes)
    return 0


def send(session: Session, intent: Intent, *, assume: bool = False) -> str:
    """Send with progress bars, tell the receipt; the act's id."""
    if Outbox(session).find(intent.digest):
        warn("Going on with the act sealed before the line was cut.")
    sent = deliver(session, intent, asking(assume=assume))
    tell(sent)
    return sent.event


def files(args: argparse.Namespace) -> list[FileSource]:
    """The files to attach."""
    return [attachment(path) for path in args.attach]


def member(session: Session, history: History, typed: str) -> str:
    """A post on the conversation, by country if it has only one there, else by id or as in the directory."""
    here = [post for post in history.members() if history.country(post) == typed.upper()]
    return here[0] if len(here) == 1 else find_post(session, typed)


def made(history: History, group: Mapping[str, T], typed: str) -> tuple[str, T]:
    """A task, poll, proposal or question by the number of the act that made it. Raises NotFound."""
    event = message(history, typed).manifest.event
    for number, one in group.items():
        if getattr(one, "event", "") == event:
            return number, one
    raise NotFound(f"Act {typed} did not begin anything of that kind.")


def words(name: str) -> tuple[str, ...]:
    """The words of a list of the table."""
    return WORDS[name]


def done(text: str) -> int:
    """Say it and end well."""
    say(text)
    return 0
