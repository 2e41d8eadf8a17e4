"""Commands for conferences: hub conferences list, show, matrix, report."""

from __future__ import annotations

import argparse
from typing import Any

from hub.client import conferences
from hub.client.cli.show import plain, say
from hub.client.connection import Connection
from hub.client.errors import Usage
from hub.client.home import Home
from hub.client.session import connect
from hub.encryption.canonical import Json

VISIBILITY = ("public", "network", "owner")


def register(commands: Any) -> None:
    """Add the commands."""
    verbs = commands.add_parser(
        "conferences", help="what was recommended, and what became of it"
    ).add_subparsers(required=True, metavar="verb")
    listed = verbs.add_parser("list", help="the conferences that you see")
    listed.add_argument("--series", metavar="CODE")
    listed.set_defaults(run=run_list)
    show = verbs.add_parser("show", help="one conference with its recommendations")
    show.add_argument("conference", metavar="ID", help="its number, symbol, or SERIES/year")
    show.add_argument("--language", default="en", metavar="CODE")
    show.set_defaults(run=run_show)
    matrix = verbs.add_parser("matrix", help="recommendations by country; ? means not reported")
    matrix.add_argument("conference", metavar="ID")
    matrix.set_defaults(run=run_matrix)
    _report(verbs)


def _report(verbs: Any) -> None:
    report = verbs.add_parser("report", help="what your country owes; write, submit, clear a report")
    report.add_argument("symbol", nargs="?", metavar="SYMBOL", help="without it: everything that is due")
    report.add_argument("--status", choices=conferences.STATUSES)
    report.add_argument("--text", metavar="WORDS", help="what was done")
    report.add_argument("--visibility", choices=VISIBILITY)
    act = report.add_mutually_exclusive_group()
    act.add_argument("--submit", action="store_true", help="hand it to an approver of your country")
    act.add_argument("--clear", action="store_true", help="clear what a colleague wrote")
    act.add_argument("--return", dest="reason", metavar="REASON", help="give it back to its drafter")
    report.set_defaults(run=run_report)


def _connected() -> Connection:
    """Nothing of this is sealed: signed in is enough, no passphrase is asked."""
    _account, connection, _trust = connect(Home())
    return connection


def run_list(args: argparse.Namespace) -> int:
    """One line for each; exit code 6 if there is none."""
    found = False
    for row in conferences.rows(_connected(), series=args.series):
        found = True
        title = plain(_words(row["title"]))
        say(f"{row['id'][:8]}  {row['start']}  {row['symbol']:<24} {row['state']:<12} {title}")
    if not found:
        say("You see no conference.")
    return 0 if found else 6


def run_show(args: argparse.Namespace) -> int:
    """Head, delegations by source, recommendations."""
    connection = _connected()
    found = conferences.find(connection, args.conference)
    say(f"{plain(_words(found['title'], args.language))}  ({found['symbol']}, {found['state']})")
    say(f"{found['start']} to {found['end']}, {plain(found['city'])} {found['country'] or ''}".rstrip())
    for row in found["delegations"]:
        say(f"  {row['shown']:<30} {row['role']:<9} {row['status']:<11} {plain(row['source'])}")
    for row in conferences.paragraphs(connection, found):
        say("")
        say(f"{row['symbol'] or 'draft'}  [{', '.join(row['themes'])}]")
        say(f"  {plain(conferences.body(connection, row, args.language))}")
    return 0


def _words(labels: Json, language: str = "en") -> str:
    return str(labels.get(language) or labels.get("en") or next(iter(labels.values()), ""))


def run_matrix(args: argparse.Namespace) -> int:
    """A line for each recommendation, a column for each country, and what the signs mean."""
    connection = _connected()
    found = conferences.matrix(connection, conferences.find(connection, args.conference))
    countries = found["countries"]
    if found["cycle"]:
        say(f"{found['cycle']['name']}: {found['reporting']} of {len(countries)} countries have reported")
    say(f"{'':<28} {'  '.join(countries)}")
    for row in found["recommendations"]:
        by = {cell["country"]: cell for cell in row["cells"]}
        say(f"{row['symbol']:<28} {'  '.join(_cell(by.get(code)) for code in countries)}")
    say("  ".join(f"{sign} {status.replace('_', ' ')}" for status, sign in conferences.SIGNS.items()))
    say("! overdue  * the assessment differs  . not addressed")
    return 0


def _cell(cell: Json | None) -> str:
    """Two signs: the status, and what stands beside it."""
    if cell is None:
        return ". "
    mark = "*" if cell["assessment"] == "differs" else "!" if cell["overdue"] else " "
    return conferences.SIGNS.get(str(cell["status"]), "?") + mark


def run_report(args: argparse.Namespace) -> int:
    """What is due; or one report written, and handed on if asked."""
    connection = _connected()
    if args.symbol is None:
        return _due(conferences.dues(connection))
    due = conferences.owed(connection, args.symbol)
    given = {"status": args.status, "narrative": args.text, "visibility": args.visibility}
    values = {name: value for name, value in given.items() if value is not None}
    if values:
        due = due | {"report": conferences.save(connection, due, values)["id"]}
    if due["report"] is None:
        raise Usage("There is no report yet. Begin one with --status and --text.")
    act = {"submit": args.submit, "clear": args.clear, "return": args.reason}
    chosen = next((name for name, wanted in act.items() if wanted), None)
    if chosen:
        more = {"reason": args.reason} if args.reason else {}
        report = conferences.act(connection, str(due["report"]), chosen, **more)
    else:
        report = connection.get(f"conferences/reports/{due['report']}/")
    say(f"{report['recommendation']}  {report['status']}  {report['state']}  version {report['version']}")
    return 0


def _due(rows: list[Json]) -> int:
    for one in rows:
        say(f"{one['cycle']['due']}  {one['state']:<10} {one['symbol']:<28} {plain(one['cycle']['name'])}")
    if not rows:
        say("Your country owes no report now.")
    return 0
