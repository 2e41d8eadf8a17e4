"""Drafting: a case file on this machine, checked against article 18(15) by the same rules as in the
browser, sealed."""

from __future__ import annotations

import json
import mimetypes
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.client.errors import NotFound, Usage
from hub.client.requests import Request
from hub.client.sending import Intent, Sent
from hub.client.session import Session
from hub.client.streams import read_stream
from hub.encryption.body import commitment
from hub.encryption.canonical import Json, canonical
from hub.encryption.event import FileSource
from hub.forms.completeness import Finding, evaluate
from hub.forms.schema import load

REQUEST_TYPE: str = load("mla_request")["type"]
REQUEST_NAME = "request.json"

TEMPLATE: Json = {
    "to": "NP",
    "subject": "",
    "reference": "",
    "attachments": [],
    "request": {
        "v": 1, "language": "en", "authority": "", "conducting": {"name": "", "functions": ""},
        "proceeding": {"type": "investigation", "stage": "", "case_number": ""}, "subject_matter": "",
        "offences": [{"name": "", "provision": "", "penalty": ""}], "facts": "", "legal_basis": "untoc",
        "measures": [{"label": "m1", "code": "18.3.a", "description": "", "purpose": "", "link": "",
                      "person": "p1", "procedure": ""}],
        "persons": [{"label": "p1", "role": "", "known": True, "name_original": "", "name_latin": "",
                     "born": "", "nationality": "", "location": ""}],
        "urgent": False, "urgency_reason": "", "wanted_by": None, "wanted_reason": "", "confidentiality": "",
        "undertakings": {"speciality": True, "reciprocity": True},
    },
}  # fmt: skip


@dataclass(frozen=True)
class CaseFile:
    """A case as a drafter writes it: receiver (country code or post), subject, own reference, attachments,
    content."""

    to: str
    subject: str
    reference: str
    attachments: Sequence[Path]
    content: Json

    def findings(self) -> list[Finding]:
        """What the rules file says of the content."""
        return evaluate(load("mla_request"), self.content)

    def files(self) -> list[FileSource]:
        """The content as file 1, then the attachments."""
        first = FileSource(REQUEST_NAME, REQUEST_TYPE, canonical(self.content))
        return [first, *(attachment(path) for path in self.attachments)]

    def facts(self, request: str, to: str, number: int) -> Callable[[Json], Json]:
        """The plain facts of a draft, which the hub sees, once the letter is known."""
        content = self.content

        def of(body: Json) -> Json:
            return {
                "request": request, "to": to, "number": number, "commitment": commitment(body),
                "measures": [{"label": one["label"], "code": one["code"]} for one in content["measures"]],
                "legal_basis": content["legal_basis"], "urgent": bool(content.get("urgent")),
                "wanted_by": content.get("wanted_by") or None,
            }  # fmt: skip

        return of


def read_case(path: Path) -> CaseFile:
    """Read a case file; paths of attachments are relative to it. Raises Usage."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Usage(f"{path} cannot be read as a case file: {error}.") from error
    return make_case(raw, path.parent)


def make_case(raw: Any, folder: Path) -> CaseFile:
    """A case from its JSON. Raises Usage if a field is missing or a file is not there."""
    if not isinstance(raw, dict) or set(raw) != set(TEMPLATE) or not isinstance(raw["request"], dict):
        raise Usage(f"A case file has exactly these fields: {', '.join(TEMPLATE)}. See: hub draft --new")
    attachments = [folder / str(name) for name in raw["attachments"]]
    for path in attachments:
        if not path.is_file():
            raise Usage(f"The attachment {path} is not there.")
    return CaseFile(str(raw["to"]), str(raw["subject"]), str(raw["reference"]), attachments, raw["request"])


def attachment(path: Path, name: str = "") -> FileSource:
    """A file on disk as something to send."""
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileSource(name or path.name, guessed, path)


def find_post(session: Session, wanted: str) -> str:
    """A receiver from a post's id, or a country's central authority from its code.

    Raises NotFound or Usage.
    """
    if len(wanted) == 36:
        return wanted.lower()
    land = wanted.upper()
    found = list(
        session.connection.pages("focal-points/", "focal_points", country=land, type="central_authority")
    )
    posts = [str(one["id"]) for one in found if one["country"] == land]
    if not posts:
        raise NotFound(f"{wanted} has no central authority in the directory.")
    if len(posts) > 1:
        raise Usage(f"{wanted} has several central authorities. Give the number of one: {', '.join(posts)}")
    return posts[0]


def draft(session: Session, case: CaseFile, before: Request | None = None) -> Intent:
    """The intent of a first draft, or of a new version of the draft `before`, sealed to the own post only.

    The receiver's keys are fetched and checked already now, so that a swapped key shows before anybody
    writes more.
    """
    to = find_post(session, case.to)
    session.recipient(to)
    request = before.id if before else str(uuid.uuid4())
    number = int(before.last("mla.draft").manifest.facts["number"]) + 1 if before else 1
    return Intent(
        stream=str(before.summary["file"]) if before else str(uuid.uuid4()),
        kind="mla.draft", recipients=[session.focal_point],
        written={"subject": case.subject, "reference": case.reference, "text": "", "fields": {}},
        facts=case.facts(request, to, number), files=case.files(),
        about=before.id if before else "new", mark=f"{to} {number}",
    )  # fmt: skip


def request_of(session: Session, sent: Sent) -> str:
    """The request a draft that was sent belongs to, from its own signed facts."""
    return str(read_stream(session, sent.stream).find(sent.event).manifest.facts["request"])
