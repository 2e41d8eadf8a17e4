"""Commands that write: hub post, and correcting or withdrawing what was written."""

from __future__ import annotations

import argparse
import re
import string
from typing import Any

from hub.client.cli import prompts
from hub.client.cli.progress import bar
from hub.client.cli.threads.options import attach, files, handling, member, send, verb
from hub.client.errors import NotFound, Usage
from hub.client.home import Home
from hub.client.sending import Intent
from hub.client.session import Session, open_session
from hub.client.threads.forwarding import Passed, pass_on
from hub.client.threads.history import History
from hub.client.threads.lists import read_thread
from hub.client.threads.opening import message
from hub.client.threads.passing import covering
from hub.client.threads.sending import Words, act
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource
from hub.threads.table import TABLE

Args = argparse.Namespace
LONGEST = 64 * 1024


def register(commands: Any, verbs: Any) -> None:
    """Add the commands."""
    post = commands.add_parser("post", help="write a message on a conversation")
    post.add_argument("thread", metavar="ID")
    _content(post)
    post.add_argument("--mention", action="append", default=[], metavar="CC|POST", help="to their attention")
    post.add_argument("--urgent", action="store_true")
    post.add_argument(
        "--template", choices=[one["code"] for one in TABLE["templates"]], help="a routine question"
    )
    post.add_argument(
        "--blank", action="append", default=[], metavar="NAME=TEXT", help="a blank of the template"
    )
    post.add_argument("--language", choices=("en", "fr", "ar"), default="en", help="of the template")
    post.add_argument("--forward", metavar="ID/N", help="pass on a message of another conversation")
    post.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    post.set_defaults(run=run_post)
    corrected = verb(
        verbs, "correct", "correct a message of yours; what it said stays in the history", _correct
    )
    corrected.add_argument("message", metavar="N")
    _content(corrected, text=False)
    withdrawn = verb(verbs, "withdraw", "withdraw a message of yours", _withdraw, text="why, sealed")
    withdrawn.add_argument("message", metavar="N")


def _content(parser: argparse.ArgumentParser, *, text: bool = True) -> None:
    if text:
        parser.add_argument("-m", "--text", default="", help="your words, sealed; a little Markdown is shown")
    attach(parser)
    handling(parser)
    parser.add_argument("--reply", metavar="N", help="the message it answers")
    parser.add_argument("--evaluation", metavar="B2", help="source A B C X, information 1-4")
    parser.add_argument(
        "--translation", metavar="LANGUAGE=TEXT", help="your words in another language, marked as unofficial"
    )


def run_post(args: Args) -> int:
    """Write; with --forward pass on, which stops here if a handling code forbids it."""
    session = open_session(Home(), prompts.passphrase())
    history = read_thread(session, args.thread, whole=bool(args.reply))
    if not args.forward:
        send(session, _say(session, history, args, None), assume=args.yes)
        return 0
    with session.home.workroom() as room:
        passed = pass_on(session, args.forward, history, room, bar)
        send(session, _say(session, history, args, passed), assume=args.yes)
    return 0


def _say(session: Session, history: History, args: Args, passed: Passed | None) -> Intent:
    fields = _fields(history, args)
    text, attached = _text(args), files(args)
    code = args.handling
    if passed is not None:
        fields["source"] = passed.source
        text = "\n\n".join(one for one in (text, passed.text) if one)
        attached = [*attached, *passed.files]
        code = covering((code, passed.handling))
    _check(text, attached)
    mentions = [member(session, history, one) for one in args.mention]
    facts = {"mentions": list(dict.fromkeys(mentions)), "urgent": args.urgent}
    return act(session, history, "say", facts, Words(text, fields=fields), attached, handling=code)


def _correct(session: Session, history: History, args: Args) -> Intent:
    fields = _fields(history, args)
    attached = files(args)
    _check(args.text, attached)
    facts = {"event": message(history, args.message).manifest.event}
    words = Words(args.text, fields=fields)
    return act(session, history, "correct", facts, words, attached, handling=args.handling)


def _withdraw(session: Session, history: History, args: Args) -> Intent:
    facts = {"event": message(history, args.message).manifest.event}
    return act(session, history, "withdraw", facts, Words(args.text))


def _check(text: str, attached: list[FileSource]) -> None:
    if not text.strip() and not attached:
        raise Usage("A message needs words (-m) or a file (--attach).")
    if len(text.encode()) > LONGEST:
        raise Usage("A message is at most 64 kB long. Send the rest as a file.")


def _fields(history: History, args: Args) -> Json:
    fields: Json = {}
    if args.reply:
        fields["reply"] = message(history, args.reply).manifest.event
    if args.evaluation:
        if not re.fullmatch("[ABCX][1-4]", args.evaluation):
            raise Usage("An evaluation is a letter A B C X and a number 1 to 4, such as B2.")
        fields["evaluation"] = args.evaluation
    if args.translation:
        language, equals, text = args.translation.partition("=")
        if not equals or not language.isalpha():
            raise Usage("A translation looks like fr=TEXT.")
        fields["translation"] = {"language": language, "text": text}
    if getattr(args, "template", None):
        fields["template"] = args.template
    return fields


def _text(args: Args) -> str:
    """The words; a template with its blanks filled in goes before them."""
    if not args.template:
        return str(args.text)
    one = next(one for one in TABLE["templates"] if one["code"] == args.template)
    given = dict(blank.partition("=")[::2] for blank in args.blank)
    needed = [blank["id"] for blank in one["blanks"]]
    unknown = sorted(set(given) - set(needed))
    if unknown:
        raise NotFound(f"The template has no blank {unknown[0]}. It has: {', '.join(needed)}.")
    filled = string.Formatter().vformat(
        one["text"][args.language], (), {name: given.get(name) or "…" for name in needed}
    )
    return "\n\n".join(part for part in (filled, args.text) if part)
