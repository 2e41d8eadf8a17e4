"""Commands for quick requests under the Protocols (hub quick …) and for information (hub info …)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.client import exchanges
from hub.client.cli import prompts
from hub.client.cli.show import letter, plain, say
from hub.client.cli.writing import send, tell
from hub.client.drafts import attachment
from hub.client.errors import Usage
from hub.client.exchanges import Exchange, Words
from hub.client.home import Home
from hub.client.session import open_session
from hub.encryption.canonical import Json
from hub.forms import exchanges as table
from hub.forms.schema import load

Facts = Callable[[argparse.Namespace], Json]
HEAD = f"{'number':<8}   {'':>4}     {'status':<14} {'waits':<5} {'due (UTC)':<17} subject"


def register(commands: Any) -> None:
    """Add the commands."""
    quick = commands.add_parser("quick", help="short questions under the Protocols: nationality, flag, …")
    verbs = _reading(quick, "quick")
    ask = verbs.add_parser("send", help="ask a focal point of another country")
    ask.add_argument("type", choices=_types("quick"))
    _beginning(ask)
    ask.set_defaults(run=run_send, more=lambda _args: {})
    _act(verbs, "ack", "acknowledge", "confirm receipt", _nothing)
    answer = _act(verbs, "answer", "answer", "answer with yes, no or unknown", _answer)
    answer.add_argument("answer", choices=tuple(table.REASONS))
    answer.add_argument(
        "--reason", required=True, choices=sorted({w for ws in table.REASONS.values() for w in ws})
    )
    _act(verbs, "close", "close", "close what was answered", _nothing)
    _act(verbs, "withdraw", "withdraw", "withdraw what is no longer needed", _nothing)
    _information(commands.add_parser("info", help="information without request, and what became of it"))


def _information(info: argparse.ArgumentParser) -> None:
    verbs = _reading(info, "info")
    tell_them = verbs.add_parser("send", help="inform a focal point of another country (UNTOC 18(4))")
    tell_them.set_defaults(run=run_send, more=_restricted, type="spontaneous")
    _beginning(tell_them)
    tell_them.add_argument(
        "--evaluation", required=True, metavar="B2", help="source A B C X, information 1-4"
    )
    limits = table.words_for("restrictions", "info")
    tell_them.add_argument("--restriction", action="append", default=[], choices=limits)
    tell_them.add_argument("--until", metavar="DATE", help="the day on which restrictions end")
    _act(verbs, "ack", "acknowledge", "confirm receipt", _nothing)
    _act(verbs, "consult", "consult", "consult about the disclosure", _nothing)
    _act(verbs, "close", "close", "close it", _nothing)
    _uses(verbs)


def _uses(verbs: Any) -> None:
    """What the receiver does with information, and what the sender says to it."""
    use = _act(verbs, "use", "use", "say what became of it", lambda a: {"use": a.use, "ways": a.way})
    use.add_argument("use", choices=table.words_for("use", "info"))
    use.add_argument("--way", action="append", default=[], choices=("lead", "evidence", "share"))
    about = "ask for a use that is restricted"
    ask = _act(verbs, "ask-consent", "ask_consent", about, lambda a: {"ways": a.way})
    ask.add_argument("--way", action="append", required=True, choices=table.words_for("ways", "info"))
    _worded(verbs, "consent", "answer_consent", "give or deny consent", "consent")
    _worded(verbs, "exculpatory", "exculpatory", "give notice: it exonerates an accused", "timing")


def _worded(verbs: Any, verb: str, name: str, about: str, fact: str) -> None:
    """An act whose only fact is one word of a list."""
    parser = _act(verbs, verb, name, about, lambda args: {fact: getattr(args, fact)})
    parser.add_argument(fact, choices=table.words_for(fact, "info"))


def _types(family: str) -> tuple[str, ...]:
    return tuple(code for code, one in table.TYPES.items() if one.family == family)


def _reading(parser: argparse.ArgumentParser, family: str) -> Any:
    verbs = parser.add_subparsers(required=True, metavar="verb")
    listed = verbs.add_parser("list", help="received and sent")
    listed.add_argument("--box", choices=("in", "out", "all"), default="all")
    listed.add_argument("--waiting", action="store_true", help="only those that wait for your side")
    listed.add_argument("--late", action="store_true", help="only those of which the time is over")
    listed.set_defaults(run=run_list, family=family)
    show = verbs.add_parser("show", help="one of them, checked and opened")
    show.add_argument("exchange", metavar="ID")
    show.set_defaults(run=run_show)
    fields = verbs.add_parser("fields", help="the sealed fields of a question")
    fields.add_argument("type", choices=_types(family))
    fields.set_defaults(run=run_fields)
    return verbs


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--field", action="append", default=[], metavar="NAME=TEXT", help="a sealed field")
    parser.add_argument("-m", "--text", default="", help="your words, sealed")
    parser.add_argument("--reference", default="", help="your own reference, sealed")
    parser.add_argument("--attach", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")


def _beginning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, metavar="CC|POST")
    parser.add_argument("--handling", required=True, choices=table.words_for("handling", "quick"))
    parser.add_argument("--due", metavar="2026-11-22T05:10:00Z", help="answer wanted by, in UTC")
    parser.add_argument("--urgent", action="store_true")
    _words(parser)


def _act(verbs: Any, verb: str, name: str, about: str, facts: Facts) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(verb, help=about)
    parser.add_argument("exchange", metavar="ID")
    _words(parser)
    parser.set_defaults(run=run_act, act=name, facts=facts)
    return parser


def _nothing(_args: argparse.Namespace) -> Json:
    return {}


def _answer(args: argparse.Namespace) -> Json:
    return {"answer": args.answer, "reason": args.reason}


def _restricted(args: argparse.Namespace) -> Json:
    return {"evaluation": args.evaluation, "restrictions": args.restriction, "until": args.until}


def _written(args: argparse.Namespace) -> Words:
    kinds, fields = load(table.FORM)["fields"], {}
    for given in args.field:
        name, equals, value = given.partition("=")
        if not equals or name not in kinds:
            raise Usage(f"“{given}” should look like NAME=TEXT. See: hub quick fields TYPE")
        fields[name] = value.split(",") if kinds[name]["type"] == "choices" else value
    return Words(fields, args.text, args.reference)


def run_send(args: argparse.Namespace) -> int:
    """Seal and send a new exchange."""
    session = open_session(Home(), prompts.passphrase())
    facts = {"type": args.type, "urgent": args.urgent, "handling": args.handling, "due": args.due}
    files = [attachment(path) for path in args.attach]
    intent = exchanges.send(session, args.to, {**facts, **args.more(args)}, _written(args), files)
    sent = send(session, intent, assume=args.yes)
    tell(sent)
    say(f"Exchange {sent.stream}")
    return 0


def run_act(args: argparse.Namespace) -> int:
    """Any later act."""
    session = open_session(Home(), prompts.passphrase())
    found = exchanges.read(session, args.exchange)
    files = [attachment(path) for path in args.attach]
    intent = exchanges.act(found, args.act, args.facts(args), _written(args), files)
    tell(send(session, intent, assume=args.yes))
    return 0


def run_list(args: argparse.Namespace) -> int:
    """The list, subjects opened on this machine."""
    session = open_session(Home(), prompts.passphrase())
    ball, late = "mine" if args.waiting else None, "yes" if args.late else None
    say(HEAD)
    for row in exchanges.rows(session, box=args.box, family=args.family, ball=ball, late=late):
        say(_line(row, exchanges.subject(session, row)))
    return 0


def _line(row: Json, subject: str) -> str:
    ours = row["direction"] == "out"
    other, waits = row["receiver" if ours else "sender"], "you" if row["mine"] else "them"
    begin = (
        f"{row['id'][:8]} {'!' if row['urgent'] else ' '} {'to' if ours else 'from':>4} {other['country']}"
    )
    waiting = "-" if row["ball"] == "nobody" else waits
    due = f"{str(row['due'])[:16]}{'!' if row['overdue'] else ''}" if row["due"] else ""
    return f"{begin}  {plain(row['status_label']):<14} {waiting:<5} {due:<17} {row['type']}: {plain(subject)}"


def run_show(args: argparse.Namespace) -> int:
    """One exchange as a page."""
    session = open_session(Home(), prompts.passphrase())
    found = exchanges.read(session, args.exchange)
    _head(found)
    for act, opened in exchanges.open_all(session, found):
        say()
        letter(session, act, opened)
    for one in found.summary["acts"]:
        if one["allowed"]:
            say(f"possible now: {plain(one['label'])}")
    return 0


def _head(found: Exchange) -> None:
    summary, facts = found.summary, found.facts
    say(f"Exchange {found.id}: {table.TYPES[str(facts['type'])].label['en']}")
    say(f"from {_post(summary['sender'])} to {_post(summary['receiver'])}")
    say(f"status: {plain(summary['status_label'])}, since {summary['since']}; waits for: {summary['ball']}")
    said = [str(facts["handling"]), str(facts.get("evaluation", "")), *facts.get("restrictions", [])]
    say(f"handling: {', '.join(one for one in said if one)}")
    for clock in summary["clocks"]:
        say(f"{clock['code']}: due {clock['due']}{', overdue' if clock['overdue'] else ''} ({clock['side']})")
    if summary["needs_consent"]:
        say(f"needs the sender's consent: {', '.join(summary['needs_consent'])}")


def _post(post: Json) -> str:
    return f"{plain(post['name'])}, {post['country']}"


def run_fields(args: argparse.Namespace) -> int:
    """What a question asks for."""
    one, labels = table.TYPES[args.type], load(table.FORM)["fields"]
    say(f"{one.label['en']} ({one.law})")
    needed = {name for group in one.needs for name in group}
    for title, names in (("asked", one.fields), ("replied", one.reply)):
        for name in names:
            mark = " *" if name in needed and title == "asked" else ""
            say(f"  {title:<8} {name:<16} {labels[name]['label']['en']}{mark}")
    return 0
