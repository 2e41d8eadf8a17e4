"""Commands that turn a request into a document or a case file, and case files into drafts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from hub.client import cases, drafts, papers, requests
from hub.client.cli import prompts
from hub.client.cli.show import plain, say
from hub.client.cli.threads.taking import export_thread
from hub.client.cli.writing import send
from hub.client.errors import RefusedByHub, Usage
from hub.client.home import Home
from hub.client.letter import write_docx, write_pdf
from hub.client.session import open_session


def register(commands: Any) -> None:
    """Add letter, export and import."""
    letter = commands.add_parser("letter", help="the letter of request as a document")
    letter.add_argument("request", metavar="ID")
    letter.add_argument("--docx", type=Path, metavar="FILE")
    letter.add_argument("--pdf", type=Path, metavar="FILE")
    letter.add_argument("--language", choices=("en", "fr", "ar"), default="", help="else that of the request")
    letter.add_argument("--with-identities", action="store_true", help="name the victims")
    letter.set_defaults(run=run_letter)
    export = commands.add_parser(
        "export", help="a request as a case file, or: export thread ID FOLDER, with files and proof"
    )
    export.add_argument("request", metavar="ID", help="of a request; or the word thread")
    export.add_argument("file", metavar="FILE.json", help="the case file; or the conversation's ID")
    export.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="only for a conversation")
    export.add_argument("--attachments", action="store_true", help="also its files, beside the case file")
    export.set_defaults(run=run_export)
    imported = commands.add_parser("import", help="drafts from the case files of your national system")
    imported.add_argument("file", type=Path, metavar="FILE.json", help="one case, or a list of cases")
    imported.add_argument("--map", type=Path, metavar="MAP.json", help="where your system keeps each field")
    imported.add_argument("--dry-run", action="store_true", help="only say what is missing")
    imported.set_defaults(run=run_import)


def run_letter(args: argparse.Namespace) -> int:
    """Write the letter in the formats asked for."""
    if not args.docx and not args.pdf:
        raise Usage("Say where to: --docx FILE, --pdf FILE, or both.")
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    letter = papers.letter(session, found, language=args.language, identities=args.with_identities)
    for path, write in ((args.docx, write_docx), (args.pdf, write_pdf)):
        if path:
            write(letter, path)
            say(f"{path}  ({path.stat().st_size} bytes, not sealed: keep it as you keep paper)")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a case file, or a conversation."""
    if (args.request == "thread") is not (args.folder is not None):
        raise Usage("Say: hub export ID FILE.json, or: hub export thread ID FOLDER")
    if args.folder is not None:
        return export_thread(args.file, args.folder)
    args.file = Path(args.file)
    session = open_session(Home(), prompts.passphrase())
    found = requests.read(session, args.request)
    folder = args.file.parent if args.attachments else None
    exported = cases.export(session, found, folder)
    args.file.write_text(json.dumps(exported, ensure_ascii=False, indent=1) + "\n", "utf-8")
    say(f"{args.file}  ({len(exported['attachments'])} attachments, not sealed: keep it as you keep paper)")
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Check every case first; only if none is blocked, seal each as a draft."""
    found = cases.read_cases(args.file, cases.read_map(args.map))
    blocked = [_tell(number, case) for number, case in enumerate(found, start=1)]
    if args.dry_run:
        say(f"{len(found)} cases, {sum(blocked)} with something missing. Nothing was sealed.")
        return 3 if any(blocked) else 0
    if any(blocked):
        raise RefusedByHub("Some cases are not complete (see above). Nothing was sealed.", "incomplete")
    session = open_session(Home(), prompts.passphrase())
    for case in found:
        request = drafts.request_of(session, send(session, drafts.draft(session, case)))
        note = drafts.identities_note(requests.read(session, request), case)
        if note is not None:
            send(session, note)
        say(f"{request}  {plain(case.reference)}")
    return 0


def _tell(number: int, case: drafts.CaseFile) -> bool:
    findings = case.findings()
    blocked = [one for one in findings if one.level == "block"]
    state = f"{len(blocked)} missing" if blocked else "complete"
    say(f"{number:>4}  {case.to:<3} {plain(case.reference):<20} {state:<10} {plain(case.subject)}")
    for one in blocked:
        say(f"        {one.field}: {plain(one.message['en'])}  [{one.source}]")
    return bool(blocked)
