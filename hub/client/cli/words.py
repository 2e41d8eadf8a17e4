"""Commands on a request that was sent: ack, reply VERB, act KIND."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.client import acts
from hub.client.acts import Item, Words
from hub.client.cli.writing import run_step
from hub.client.drafts import attachment
from hub.client.errors import Usage
from hub.client.requests import Request
from hub.client.sending import Intent

Make = Callable[[Request, argparse.Namespace], Intent]


def register(commands: Any) -> None:
    """Add the commands."""
    ack = _add(commands, "ack", "acknowledge receipt of a request", _ack)
    ack.add_argument("--reference", default="", help="your own reference, sealed")
    ack.add_argument("--decision-expected", metavar="DATE")
    reply = commands.add_parser(
        "reply", help="any later step: assess, ask, answer, accept, execute, results, close, …"
    )
    verbs = reply.add_subparsers(required=True, metavar="verb")
    _plain_verbs(verbs)
    _question_verbs(verbs)
    _decision_verbs(verbs)
    _result_verbs(verbs)
    act = commands.add_parser("act", help="any act by its kind, with facts as JSON")
    act.add_argument("kind")
    _common(act, _act)
    act.add_argument("--facts", default="{}", metavar="JSON")
    act.add_argument("--fields", default="{}", metavar="JSON", help="sealed fields")
    _text(act)
    act.add_argument("--reference", default="")
    act.add_argument("--attach", action="append", type=Path, default=[], metavar="FILE")


def _add(commands: Any, name: str, about: str, make: Make) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=about)
    _common(parser, make)
    return parser


def _common(parser: argparse.ArgumentParser, make: Make) -> None:
    parser.add_argument("request", metavar="ID")
    parser.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    parser.set_defaults(run=run_step, make=make)


def _text(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument("-m", "--text", default="", required=required, help="your words, sealed")


def _plain_verbs(verbs: Any) -> None:
    plain = {
        "assess": ("mla.assess", "begin the assessment"),
        "execute": ("mla.execute", "begin the execution"),
        "consult-reply": ("mla.consult_reply", "answer in a consultation"),
        "consult-end": ("mla.consult_end", "end a consultation without refusal"),
        "note": ("mla.note", "add a note that both sides read"),
        "status-query": ("mla.status_query", "ask how the request is going (article 18(24))"),
        "status-update": ("mla.status_update", "say how the request is going (article 18(24))"),
        "withdraw": ("mla.withdraw", "withdraw the request, with the reason"),
    }
    for verb, (kind, about) in plain.items():
        parser = _add(verbs, verb, about, _worded(kind))
        _text(parser, required=verb == "withdraw")


def _question_verbs(verbs: Any) -> None:
    ask = _add(
        verbs,
        "ask",
        "ask for more information (article 18(16))",
        lambda found, args: acts.ask(found, args.question),
    )
    ask.add_argument("-q", "--question", action="append", required=True)
    answer = _add(verbs, "answer", "answer the open questions", _answer)
    answer.add_argument("-a", "--answer", action="append", default=[], metavar="q1=TEXT")
    answer.add_argument(
        "--cannot", action="append", default=[], metavar="q1", help="this answer cannot be given"
    )
    answer.add_argument("--attach", action="append", type=Path, default=[], metavar="FILE")


def _decision_verbs(verbs: Any) -> None:
    accept = _add(
        verbs,
        "accept",
        "accept measures (all, or some)",
        lambda found, args: acts.accept(found, args.measure),
    )
    accept.add_argument("--measure", action="append", default=[], metavar="m1")
    refuse = _add(verbs, "refuse", "refuse measures, each with its ground, after a consultation", _refuse)
    refuse.add_argument("--measure", action="append", required=True, metavar="m1=18.21.b")
    _text(refuse, required=True)
    consult = _add(verbs, "consult", "consult before refusing or on conditions (article 18(26))", _consult)
    consult.add_argument(
        "--topic", choices=("refusal", "conditions", "costs", "confidentiality"), required=True
    )
    consult.add_argument("--reply-by", metavar="DATE", required=True)
    _text(consult)


def _result_verbs(verbs: Any) -> None:
    results = _add(verbs, "results", "send results with evidence and limits on its use", _results)
    results.add_argument(
        "--outcome", action="append", required=True, metavar="m1=executed|partial|not_possible"
    )
    results.add_argument(
        "--item", action="append", default=[], metavar="m1=FILE", help="a file that answers a measure"
    )
    results.add_argument("--limit", default="18.19", help="limit on use: 18.19, none, or your words")
    results.add_argument("--interim", action="store_true", help="more will follow")
    _text(results)
    receive = _add(
        verbs,
        "receive",
        "confirm the results item by item",
        lambda found, args: acts.receive(found, args.missing),
    )
    receive.add_argument("--missing", action="append", default=[], metavar="i1")
    close = _add(verbs, "close", "close the request", _close)
    close.add_argument(
        "--outcome", choices=("assisted", "partly", "not_possible", "refused", "withdrawn"), required=True
    )
    _text(close)


def _worded(kind: str) -> Make:
    return lambda found, args: acts.act(found, kind, words=Words(args.text))


def _ack(found: Request, args: argparse.Namespace) -> Intent:
    return acts.acknowledge(found, args.reference, args.decision_expected)


def _answer(found: Request, args: argparse.Namespace) -> Intent:
    given: dict[str, str | None] = {**pairs(args.answer), **dict.fromkeys(args.cannot)}
    return acts.answer(found, given, args.attach)


def _refuse(found: Request, args: argparse.Namespace) -> Intent:
    return acts.act(found, "mla.refuse", {"measures": pairs(args.measure)}, Words(args.text))


def _consult(found: Request, args: argparse.Namespace) -> Intent:
    return acts.act(found, "mla.consult", {"topic": args.topic, "reply_by": args.reply_by}, Words(args.text))


def _results(found: Request, args: argparse.Namespace) -> Intent:
    items = [Item(Path(path), measure, args.limit) for measure, path in map(pair, args.item)]
    for item in items:
        if not item.path.is_file():
            raise Usage(f"The file {item.path} is not there.")
    return acts.results(found, pairs(args.outcome), items, final=not args.interim, text=args.text)


def _close(found: Request, args: argparse.Namespace) -> Intent:
    return acts.act(found, "mla.close", {"outcome": args.outcome}, Words(args.text))


def _act(found: Request, args: argparse.Namespace) -> Intent:
    try:
        facts, fields = json.loads(args.facts), json.loads(args.fields)
    except ValueError as error:
        raise Usage(f"--facts and --fields are JSON: {error}.") from error
    words = Words(args.text, args.reference, fields)
    return acts.act(found, args.kind, facts, words, [attachment(path) for path in args.attach])


def pair(given: str) -> tuple[str, str]:
    """A label and a value from LABEL=VALUE. Raises Usage."""
    label, equals, value = given.partition("=")
    if not equals or not value:
        raise Usage(f"“{given}” should look like m1=value.")
    return label.strip(), value


def pairs(given: list[str]) -> dict[str, str]:
    """Several of them."""
    return dict(map(pair, given))
