"""Commands about who is on a conversation: open, propose, agree, admit, leave, close, reopen, link."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from hub.client import requests
from hub.client.cli import prompts
from hub.client.cli.show import say
from hub.client.cli.threads.options import attach, files, send, verb, words
from hub.client.exchanges import find_post
from hub.client.home import Home
from hub.client.sending import Intent
from hub.client.session import Session, open_session
from hub.client.threads import sending
from hub.client.threads.admitting import admit, proposal_of, propose
from hub.client.threads.history import History
from hub.client.threads.opening import message
from hub.client.threads.sending import Words, act

Args = argparse.Namespace


def register(verbs: Any) -> None:
    """Add the commands."""
    begin = verbs.add_parser("open", help="begin a conversation")
    begin.add_argument(
        "posts", nargs="+", metavar="CC|POST", help="the others; your own post is on it anyway"
    )
    begin.add_argument("--subject", required=True, help="sealed; those on it read it")
    begin.add_argument(
        "--policy", choices=words("policies"), default="one", help="who admits: one, every country"
    )
    begin.add_argument("--about", metavar="REQUEST", help="the request it is about")
    begin.add_argument("--reference", default="", help="your own case number, sealed")
    begin.add_argument("-m", "--text", default="", help="the first words, sealed")
    attach(begin)
    begin.set_defaults(run=run_open)
    _people(verbs)
    for name, about in (("leave", "leave it"), ("close", "close it"), ("reopen", "open it again")):
        verb(verbs, name, about, _simple(name))
    link = verb(verbs, "link", "link it to a request", _link)
    link.add_argument("request")


def _people(verbs: Any) -> None:
    proposed = verb(verbs, "propose", "propose a focal point where every country must agree", _propose)
    admitted = verb(verbs, "admit", "admit a focal point", _admit)
    for parser in (proposed, admitted):
        parser.add_argument("post", metavar="CC|POST")
        parser.add_argument(
            "--share", action="append", metavar="N", help="an earlier message it may read (default: none)"
        )
    answered = verb(verbs, "agree", "answer a proposal", _agree)
    answered.add_argument("post", metavar="CC|POST", help="who is proposed")
    answered.add_argument("answer", choices=words("answers"))


def run_open(args: Args) -> int:
    """Begin a conversation."""
    session = open_session(Home(), prompts.passphrase())
    about = requests.full_id(session, args.about) if args.about else None
    posts = [find_post(session, one) for one in args.posts]
    letter = Words(args.text, args.subject, args.reference)
    intent = sending.begin(session, posts, letter, policy=args.policy, about=about, files=files(args))
    send(session, intent)
    say(f"Conversation {intent.stream}")
    return 0


def _simple(name: str) -> Callable[[Session, History, Args], Intent]:
    return lambda session, history, args: act(session, history, name, {}, Words(args.text))


def _link(session: Session, history: History, args: Args) -> Intent:
    return act(
        session, history, "link", {"request": requests.full_id(session, args.request)}, Words(args.text)
    )


def _shared(history: History, args: Args) -> list[str] | None:
    return None if args.share is None else [message(history, one).manifest.event for one in args.share]


def _propose(session: Session, history: History, args: Args) -> Intent:
    return propose(session, history, find_post(session, args.post), _shared(history, args) or [], args.text)


def _admit(session: Session, history: History, args: Args) -> Intent:
    return admit(session, history, find_post(session, args.post), _shared(history, args))


def _agree(session: Session, history: History, args: Args) -> Intent:
    number, _ = proposal_of(history, find_post(session, args.post))
    return act(session, history, "agree", {"proposal": number, "answer": args.answer}, Words(args.text))
