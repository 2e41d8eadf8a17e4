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
from hub.forms import victims
from hub.forms.completeness import Finding, evaluate
from hub.forms.schema import load

REQUEST_TYPE: str = load("mla_request")["type"]
REQUEST_NAME = "request.json"
CENTRAL = "central_authority"

TEMPLATE: Json = {
    "to": "NP",
    "subject": "",
    "reference": "",
    "attachments": [],
    "request": {
        "v": 2, "language": "en", "authority": "", "conducting": {"name": "", "functions": ""},
        "proceeding": {"type": "investigation", "stage": "", "case_number": ""}, "subject_matter": "",
        "offence": "tip", "offences": [{"name": "", "provision": "", "penalty": ""}], "facts": "",
        "legal_basis": "untoc",
        "measures": [{"label": "m1", "module": "statement", "code": "18.3.a", "description": "",
                      "purpose": "", "link": "", "person": "p1", "procedure": ""}],
        "persons": [{"label": "p1", "role": "", "known": True, "name_original": "", "name_latin": "",
                     "born": "", "nationality": "", "location": ""}],
        "urgent": False, "urgency_reason": "", "wanted_by": None, "wanted_reason": "", "confidentiality": "",
        "undertakings": {"speciality": True, "reciprocity": True},
    },
}  # fmt: skip


# A case file may say these too: the case the request belongs to, the posts on it, requests it names.
OPTIONAL = ("case", "links", "conducting")
OFFENCES = {"tip": "tip", "som": "som", "uncac": "corruption"}


@dataclass(frozen=True)
class CaseFile:
    """A case as a drafter writes it: receiver (country code or post), subject, own reference, attachments,
    content. `conducting` is the post of the prosecution, `links` are {"request", "kind"}."""

    to: str
    subject: str
    reference: str
    attachments: Sequence[Path]
    content: Json
    case: str | None = None
    links: Sequence[Json] = ()
    conducting: str | None = None

    def findings(self, about: Json | None = None) -> list[Finding]:
        """What the rules file says of the content."""
        return evaluate(load("mla_request"), self.content, about)

    @property
    def apart(self) -> FileSource | None:
        """The identities of victims, which never stand in the content itself (TIP Protocol 6(1))."""
        _, identities = victims.split(self.content)
        if identities is None:
            return None
        return FileSource(victims.IDENTITIES_NAME, victims.IDENTITIES_TYPE, canonical(identities))

    def files(self) -> list[FileSource]:
        """The content as file 1, then the attachments; identities only if they are to be sent."""
        kept, _ = victims.split(self.content)
        first = FileSource(REQUEST_NAME, REQUEST_TYPE, canonical(kept))
        sent = [self.apart] if self.apart and self.content.get("send_identities") is True else []
        return [first, *(attachment(path) for path in self.attachments), *sent]

    def facts(
        self, request: str, to: str, number: int, posts: tuple[str, str | None]
    ) -> Callable[[Json], Json]:
        """The plain facts of a draft, which the hub sees, made of the letter; posts: (from, conducting)."""
        content, basis = self.content, self.content["legal_basis"]

        def of(body: Json) -> Json:
            return {
                "request": request, "from": posts[0], "to": to, "conducting": posts[1], "case": self.case,
                "links": list(self.links), "number": number, "commitment": commitment(body),
                "measures": [{"label": one["label"], "code": one["code"]} for one in content["measures"]],
                "legal_basis": basis, "offence": content.get("offence") or OFFENCES.get(basis, "other"),
                "urgent": bool(content.get("urgent")), "wanted_by": content.get("wanted_by") or None,
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
    if not isinstance(raw, dict) or set(raw) - set(OPTIONAL) != set(TEMPLATE):
        raise Usage(f"A case file has exactly these fields: {', '.join(TEMPLATE)}. See: hub draft --new")
    if not isinstance(raw["request"], dict) or not isinstance(raw["attachments"], list):
        raise Usage(
            "In a case file, “request” is an object and “attachments” is a list. See: hub draft --new"
        )
    _refuse_shapeless(raw["request"])
    attachments = [folder / str(name) for name in raw["attachments"]]
    for path in attachments:
        if not path.is_file():
            raise Usage(f"The attachment {path} is not there.")
    optional = {name: raw[name] for name in OPTIONAL if raw.get(name)}
    return CaseFile(
        str(raw["to"]), str(raw["subject"]), str(raw["reference"]), attachments, raw["request"], **optional
    )


def _refuse_shapeless(content: Json) -> None:
    """What the plain facts are taken from must be there; everything else is for the rules of the form."""
    measures = content.get("measures")
    rows = measures if isinstance(measures, list) else []
    if not content.get("legal_basis") or not rows or not all(
        isinstance(one, dict) and one.get("label") and one.get("code") for one in rows
    ):  # fmt: skip
        raise Usage("A request needs a legal_basis, and measures that each have a label and a code.")


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


def posts_of(session: Session, case: CaseFile, before: Request | None) -> tuple[str, str | None]:
    """The central authority the request comes from, and the prosecution behind it, if any.

    The first draft fixes both: written at another post of the country, that post conducts the case.
    """
    if before is not None:
        facts = before.file.events[0].manifest.facts if before.file else {}
        return str(facts["from"]), facts["conducting"]
    own = session.focal_point
    posts = session.own_chain().focal_points
    if posts[own].type == CENTRAL:
        return own, case.conducting
    central = [one for one, post in posts.items() if post.type == CENTRAL]
    if len(central) != 1:
        raise Usage("Your country has no single central authority. Draft at the post that will send it.")
    return central[0], own


def draft(session: Session, case: CaseFile, before: Request | None = None) -> Intent:
    """The intent of a first draft, or of a new version of the draft `before`, sealed to the own country only.

    The receiver's keys are fetched and checked already now, so that a swapped key shows before anybody
    writes more.
    """
    to = find_post(session, case.to)
    session.recipient(to)
    request = before.id if before else str(uuid.uuid4())
    number = int(before.last("mla.draft").manifest.facts["number"]) + 1 if before else 1
    posts = posts_of(session, case, before)
    return Intent(
        stream=str(before.summary["file"]) if before else str(uuid.uuid4()),
        kind="mla.draft", recipients=[one for one in posts if one],
        written={"subject": case.subject, "reference": case.reference, "text": "", "fields": {}},
        facts=case.facts(request, to, number, posts), files=case.files(),
        about=before.id if before else "new", mark=f"{to} {number}", begins=before is None,
    )  # fmt: skip


def identities_note(request: Request, case: CaseFile) -> Intent | None:
    """Identities that are not to be sent with the request stay in the own file, as a note of their own."""
    apart = case.apart
    if apart is None or case.content.get("send_identities") is True or request.file is None:
        return None
    written = {"subject": "", "reference": "", "text": apart.name, "fields": {}}
    facts = {"request": request.id}
    file = request.file
    return Intent(file.id, "mla.file_note", file.addressed(), written, facts, [apart], about=request.id)


def request_of(session: Session, sent: Sent) -> str:
    """The request a draft that was sent belongs to, from its own signed facts."""
    return str(read_stream(session, sent.stream).find(sent.event).manifest.facts["request"])
