"""Commands for the library: hub library search, show, cite, get, submit."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import Any

from hub.client import library
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.connection import Connection
from hub.client.errors import Usage
from hub.client.home import Home
from hub.client.session import connect
from hub.encryption.canonical import Json

FACETS = ("type", "theme", "pillar", "country", "language", "year", "instrument", "sdg", "audience", "state")
WIDTH = 96
SHOWN = 20


def register(commands: Any) -> None:
    """Add the commands."""
    verbs = commands.add_parser("library", help="what countries know and share").add_subparsers(
        required=True, metavar="verb"
    )
    search = verbs.add_parser("search", help="what you may read, best first")
    search.add_argument("words", nargs="*", metavar="WORD")
    for name in FACETS:
        search.add_argument(f"--{name}", metavar="CODE")
    search.add_argument("--all", action="store_true", help=f"not only the first {SHOWN}")
    search.set_defaults(run=run_search)
    for name, run, told in (
        ("show", run_show, "an item with its texts"),
        ("cite", run_cite, "how to cite a public item"),
        ("get", run_get, "load the files of an item"),
    ):
        verb = verbs.add_parser(name, help=told)
        verb.add_argument("item", metavar="NUMBER", help="12, HUB-LIB-000012 or HUB-LIB-000012.v2")
        verb.set_defaults(run=run)
        if name == "get":
            verb.add_argument("names", nargs="*", metavar="FILE", help="only these")
            verb.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
        else:
            verb.add_argument("--language", metavar="CODE", help="as ar, fr or prs")
        if name == "cite":
            verb.add_argument("--form", choices=library.FORMS, default="txt")
    _register_submit(verbs)


def _register_submit(verbs: Any) -> None:
    submit = verbs.add_parser("submit", help="send in a draft from a JSON file, and submit it for clearance")
    submit.add_argument("file", type=Path, metavar="FILE.json")
    submit.add_argument("--draft", action="store_true", help="leave it as a draft")
    submit.add_argument("--yes", action="store_true", help="do not ask")
    submit.set_defaults(run=run_submit)


def _connected() -> Connection:
    """Nothing of the library is sealed: signed in is enough, no passphrase is asked."""
    _account, connection, _trust = connect(Home())
    return connection


def run_search(args: argparse.Namespace) -> int:
    """One line for each; exit code 6 if there is none."""
    chosen = {name: getattr(args, name) for name in FACETS}
    rows = library.search(_connected(), " ".join(args.words), **chosen)
    count = 0
    for count, row in enumerate(rows, 1):
        if count > SHOWN and not args.all:
            say(f"More than {SHOWN}. See the others with --all.")
            break
        working = f"  [{row['state']}]" if row["working"] else ""
        say(f"{row['identifier']:<19} {row['country']:<3} {plain(row['title']['text'])}{working}")
    if not count:
        say("Nothing that you may read fits.")
    return 0 if count else 6


def run_show(args: argparse.Namespace) -> int:
    """The text in a language, with the fields of its kind, its files and what others said."""
    item = library.find(_connected(), args.item)
    text = library.text_of(item, args.language)
    for line in (*_head(item, text), "", *_paragraphs(text["body"]), *_fields(item), *_tail(item)):
        say(line)
    return 0


def _head(item: Json, text: Json) -> list[str]:
    languages = ", ".join(one["language"] for one in item["version"]["renditions"])
    status = "the text that counts" if text["authoritative"] else f"{text['translation']} translation"
    behind = ", behind the text that counts" if text["behind"] else ""
    head = [
        f"{item['identifier']}  {item['type']}  {item['country']}  {item['state']}",
        plain(text["title"]),
        f"{text['language']}: {status}{behind}. Languages: {languages}",
    ]
    return [*head, *(["", *_paragraphs(text["summary"])] if text["summary"] else [])]


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in plain(text).split("\n\n"):
        lines += [*textwrap.wrap(paragraph, WIDTH), ""] if paragraph.strip() else []
    return lines


def _fields(item: Json) -> list[str]:
    filled = {name: value for name, value in item["version"]["detail"].items() if value}
    return [
        line
        for name, value in filled.items()
        for line in (f"{name.replace('_', ' ').capitalize()}:", *_paragraphs(str(value)))
    ]


def _tail(item: Json) -> list[str]:
    files = [f"file      {plain(one['name'])}  {one['size']} bytes" for one in library.files_of(item)]
    used = [f"used in   {one['country']}: {plain(one['note'])}" for one in item["replications"]]
    said = [
        f"comment   {one['country']}: {plain(one['text'])}"
        for one in item["comments"]
        if not one["withdrawn"]
    ]
    return [*files, *used, *said]


def run_cite(args: argparse.Namespace) -> int:
    """The citation of a public item."""
    say(plain(library.cite(_connected(), args.item, args.form, args.language or "en").rstrip()))
    return 0


def run_get(args: argparse.Namespace) -> int:
    """Files, each checked against its hash."""
    connection = _connected()
    files = library.files_of(library.find(connection, args.item))
    wanted = [one for one in files if not args.names or one["name"] in args.names]
    if missing := set(args.names) - {one["name"] for one in wanted}:
        raise Usage(f"This item has no file {', '.join(sorted(missing))}.")
    if not wanted:
        say("This item has no files.")
    for one in wanted:
        say(str(library.load(connection, one, args.to)))
    return 0


def run_submit(args: argparse.Namespace) -> int:
    """A new item from a file; a second person of the own country then clears it."""
    piece = library.read_piece(args.file)
    connection = _connected()
    title = plain(str(piece.texts[piece.lead].get("title", "")))
    if not args.draft and not prompts.yes(f"Submit “{title}” for clearance?", assume=args.yes):
        say("Nothing was sent.")
        return 0
    item = library.begin(connection, piece)
    if not args.draft:
        library.act(connection, item, "submit")
    say(f"{item['identifier']}  {'draft' if args.draft else 'waits for a second person of your country'}")
    return 0
