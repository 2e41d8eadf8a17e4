"""Case files to and from national case systems: the drafting form's own JSON, checked by its own rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hub.client.downloads import fetch_file, free_target, safe_name
from hub.client.drafts import CaseFile, make_case
from hub.client.errors import NotFound, Usage
from hub.client.papers import newest
from hub.client.requests import Request, content
from hub.client.session import Session
from hub.client.streams import open_act
from hub.encryption.canonical import Json
from hub.forms.victims import IDENTITIES_TYPE

MOST = 1000


def export(session: Session, request: Request, folder: Path | None = None) -> Json:
    """A request as a case file; its attachments go into `folder`, or are only named without one.

    Identities kept apart are not exported. Raises NotFound if the content went another way.
    """
    opened = open_act(session, newest(request))
    found = content(session, opened)
    if found is None:
        raise NotFound("There is no content here to export: it went another way.", "no-content")
    names = []
    for entry in opened.files[1:]:
        if entry.type != IDENTITIES_TYPE:
            names.append(safe_name(entry.name, entry.n))
            if folder is not None:
                target = free_target(folder, names[-1], replace=False)
                fetch_file(session, opened, entry, target, lambda _done: None)
    return {
        "to": str(request.standing.requested), "subject": opened.body["subject"],
        "reference": opened.body["reference"], "attachments": names, "request": found,
    }  # fmt: skip


def read_map(path: Path | None) -> dict[str, str]:
    """A map {our field: their field}, both as dotted paths; empty without a file. Raises Usage."""
    if path is None:
        return {}
    found = _json(path)
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise Usage(f'{path} should look like {{"request.facts": "case.summary"}}.')
    return found


def read_cases(path: Path, fields: dict[str, str]) -> list[CaseFile]:
    """The cases of a file, one or a list of them, each moved into our form by the map. Raises Usage."""
    found = _json(path)
    rows = found if isinstance(found, list) else [found]
    if not 0 < len(rows) <= MOST:
        raise Usage(f"{path} holds no case, or more than {MOST}.")
    return [_case(number, row, fields, path.parent) for number, row in enumerate(rows, start=1)]


def _case(number: int, row: Any, fields: dict[str, str], folder: Path) -> CaseFile:
    try:
        return make_case(_moved(row, fields) if fields else row, folder)
    except Usage as stop:
        raise Usage(f"Case {number}: {stop.message}") from stop


def _moved(row: Any, fields: dict[str, str]) -> Json:
    """Our form filled from theirs. A name in single quotes is a fixed text, e.g. 'untoc'."""
    made: Json = {"to": "", "subject": "", "reference": "", "attachments": [], "request": {"v": 2}}
    for ours, theirs in fields.items():
        value = theirs[1:-1] if theirs[:1] == theirs[-1:] == "'" else _at(row, theirs)
        if value is not None:
            _put(made, ours.split("."), value)
    return made


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row


def _put(made: Json, names: list[str], value: Any) -> None:
    for name in names[:-1]:
        made = made.setdefault(name, {})
    made[names[-1]] = value


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Usage(f"{path} cannot be read as JSON: {error}.") from error
