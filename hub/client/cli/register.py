"""Commands for the register of paper requests: hub register list, export, import."""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.client import register as paper
from hub.client.cli import prompts
from hub.client.cli.show import plain, say, warn
from hub.client.errors import Usage
from hub.client.home import Home
from hub.client.register_file import COLUMNS
from hub.client.session import open_session
from hub.encryption.canonical import Json
from hub.forms.register import COUNTS

RISKY = ("=", "+", "-", "@", "\t", "\r")
FATE = {paper.NEW: "new", paper.THERE: "there", paper.TWICE: "twice", paper.BAD: "REFUSED"}


def register(commands: Any) -> None:
    """Add the commands."""
    verbs = commands.add_parser("register", help="requests on paper, for whole statistics").add_subparsers(
        required=True, metavar="verb"
    )
    listed = verbs.add_parser("list", help="the entries of your post")
    listed.add_argument("--direction", choices=("in", "out"))
    listed.add_argument("--state", choices=("pending", "ended"))
    listed.set_defaults(run=run_list)
    export = verbs.add_parser("export", help="all entries with their opened words as CSV")
    export.add_argument("file", type=Path, metavar="FILE.csv")
    export.set_defaults(run=run_export)
    imported = verbs.add_parser("import", help="entries from a CSV or JSON file, sealed on this machine")
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--dry-run", action="store_true", help="only say what would become of every line")
    imported.add_argument("--again", action="store_true", help="also lines that look as if they were there")
    imported.add_argument("--yes", action="store_true", help="do not ask")
    imported.set_defaults(run=run_import)


def run_list(args: argparse.Namespace) -> int:
    """One line for each entry."""
    session = open_session(Home(), prompts.passphrase())
    for row in paper.rows(session, direction=args.direction, state=args.state):
        way = "from" if row["direction"] == "in" else "to"
        ending = row["outcome"] or "pending"
        subject = plain(paper.words(session, row)["subject"])
        say(f"{row['id'][:8]}  {row['sent_on']}  {way:<4} {row['partner']}  {ending:<12} {subject}")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """A file that the import reads again. It is not sealed."""
    session = open_session(Home(), prompts.passphrase())
    with args.file.open("x", encoding="utf-8-sig", newline="") as out:
        args.file.chmod(0o600)
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        for row in paper.rows(session):
            writer.writerow(_cells(row, paper.words(session, row)))
    say(f"{args.file}  (not sealed: keep it as you keep paper)")
    return 0


def _cells(row: Json, body: Json) -> Json:
    sealed = {"subject": body["subject"], "reference": body["reference"], "notes": body["text"]}
    sealed["their_reference"] = str(body["fields"].get("their_reference", ""))
    facts = {name: row[name] for name in COLUMNS if name in row}
    facts |= {"urgent": "yes" if row["urgent"] else "no", "measures": " ".join(row["measures"])}
    counts = {name: row["counts"].get(name, "") for name in COUNTS}
    return {**facts, **counts, **{name: _harmless(text) for name, text in sealed.items()}}


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def run_import(args: argparse.Namespace) -> int:
    """The fate of every line, then the new ones; exit code 3 if any line was refused."""
    session = open_session(Home(), prompts.passphrase())
    fates = paper.plan(session, args.file, datetime.now(UTC).date(), again=args.again)
    if not fates:
        raise Usage(f"{args.file} has no line to import.")
    for fate in fates:
        say(f"line {fate.line.number:<5} {FATE[fate.word]:<8} {plain(fate.why)}".rstrip())
    counted = Counter(fate.word for fate in fates)
    say(", ".join(f"{counted[word]} {FATE[word].lower()}" for word in FATE))
    bad = counted[paper.BAD]
    if not args.dry_run and counted[paper.NEW]:
        bad += _carry_out(session, fates, assume=args.yes)
    return 3 if bad else 0


def _carry_out(session: Any, fates: list[paper.Fate], *, assume: bool) -> int:
    """Send the new lines; answers how many the hub refused."""
    if not prompts.yes("Seal and sign the new entries?", assume=assume):
        say("Nothing was sent.")
        return 0
    done = 0
    refused = 0
    for one in paper.carry_out(session, fates):
        done += one.sent is not None
        if one.sent is None:
            refused += 1
            warn(f"line {one.fate.line.number}: {plain(one.why)}")
    say(f"{done} entries kept.")
    return refused
