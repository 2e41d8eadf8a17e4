"""`hub act`: every act of the procedure on a request, with options made from the form of that act."""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path
from typing import Any

from hub.client import acts
from hub.client.acts import Words
from hub.client.cli.options import OPTIONS, Given
from hub.client.cli.show import kind as in_words
from hub.client.cli.writing import run_step
from hub.client.drafts import attachment
from hub.client.errors import Usage
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.client.session import Session
from hub.forms import schema
from hub.forms.schema import ActForm
from hub.procedure import MOVES

# Acts that need more than their form (a version, files of a draft, a case) are commands of their own.
COMMANDS = (
    "mla.draft", "mla.submit", "mla.return_draft", "mla.approve", "mla.discard", "mla.share_draft",
    "mla.oral", "mla.transmit",
)  # fmt: skip


def register(commands: Any) -> None:
    """Add `ack` and `act`."""
    ack = commands.add_parser("ack", help="acknowledge receipt of a request")
    ack.add_argument("request", metavar="ID")
    ack.add_argument("--reference", default="", help="your own reference, sealed")
    ack.add_argument("--decision-expected", metavar="DATE")
    ack.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    ack.set_defaults(run=run_step, make=_ack)
    parser = commands.add_parser(
        "act", help="any step on a request: assess, ask, answer, accept, results, close, …",
        description="What may be done now, and why not the rest, is said by: hub show ID --acts",
    )  # fmt: skip
    parser.add_argument("request", metavar="ID")
    parser.add_argument("--yes", action="store_true", help="go on even if somebody else acted first")
    kinds = parser.add_subparsers(required=True, metavar="step")
    for kind in schema.act_kinds():
        if kind in MOVES and kind not in COMMANDS:
            _verb(kinds, schema.act(kind))
    _raw(kinds)


def verb(kind: str) -> str:
    """The word on the command line for a kind of act: consult-reply for mla.consult_reply."""
    return kind.partition(".")[2].replace("_", "-")


def _verb(kinds: Any, form: ActForm) -> None:
    move = MOVES[form.kind]
    about = f"{in_words(form.kind)} [{move.source}]".replace("%", "%%")
    parser: argparse.ArgumentParser = kinds.add_parser(verb(form.kind), help=about, description=about)
    for field in form.facts:
        OPTIONS[field.type].add(parser, field)
    _sealed(parser, {one.id for one in form.sealed})
    parser.set_defaults(run=run_step, make=partial(_make, form))


def _sealed(parser: argparse.ArgumentParser, names: set[str]) -> None:
    if "reference" in names:
        parser.add_argument("--reference", default="", help="your own reference, sealed")
    if "files" in names:
        parser.add_argument("--attach", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("-m", "--text", default="", help="your words, sealed")


def _make(form: ActForm, session: Session, request: Request, args: argparse.Namespace) -> Intent:
    given = Given(session, request, args, form.kind)
    for field in form.facts:
        OPTIONS[field.type].read(given, field)
    words = Words(args.text, getattr(args, "reference", ""), given.fields)
    files = [*given.files, *(_attached(path) for path in getattr(args, "attach", []))]
    return acts.act(request, form.kind, given.facts, words, files)


def _raw(kinds: Any) -> None:
    parser = kinds.add_parser("json", help="any act by its kind, with facts and fields as JSON")
    parser.add_argument("kind", metavar="mla.…")
    parser.add_argument("--facts", default="{}", metavar="JSON")
    parser.add_argument("--fields", default="{}", metavar="JSON", help="sealed fields")
    _sealed(parser, {"reference", "files"})
    parser.set_defaults(run=run_step, make=_from_json)


def _from_json(_session: Session, request: Request, args: argparse.Namespace) -> Intent:
    try:
        facts, fields = json.loads(args.facts), json.loads(args.fields)
    except ValueError as error:
        raise Usage(f"--facts and --fields are JSON: {error}.") from error
    words = Words(args.text, args.reference, fields)
    return acts.act(request, args.kind, facts, words, [_attached(path) for path in args.attach])


def _attached(path: Path) -> Any:
    if not path.is_file():
        raise Usage(f"The file {path} is not there.")
    return attachment(path)


def _ack(_session: Session, request: Request, args: argparse.Namespace) -> Intent:
    return acts.acknowledge(request, args.reference, args.decision_expected)
