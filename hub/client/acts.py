"""The acts on a request after its first draft, each as an intent to seal: who reads it, plain facts,
sealed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.client.downloads import fetch_file
from hub.client.drafts import attachment
from hub.client.errors import Incomplete, Usage
from hub.client.requests import Request
from hub.client.sending import QUIET, Asking, Intent
from hub.client.session import Session
from hub.client.streams import open_act
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource
from hub.forms import schema
from hub.forms.completeness import blocks

PLAIN_LIMITS = ("18.19", "none")
FILE_KINDS = ("mla.draft", "mla.submit", "mla.return_draft", "mla.approve", "mla.discard")


@dataclass(frozen=True)
class Words:
    """What only the receivers read: free text, own reference, and fields by name."""

    text: str = ""
    reference: str = ""
    fields: Mapping[str, object] | None = None

    def written(self) -> Json:
        """The letter."""
        return {
            "subject": "",
            "reference": self.reference,
            "text": self.text,
            "fields": dict(self.fields or {}),
        }


def act(
    request: Request, kind: str, facts: Json | None = None, words: Words | None = None,
    files: Sequence[FileSource] = (),
) -> Intent:  # fmt: skip
    """Any act: on the national file it is sealed to the own post, on the shared request to both sides.

    Raises Incomplete if the rules of the form (the same as in the browser) miss something.
    """
    stream = request.file if kind in FILE_KINDS else request.shared
    if stream is None:
        raise Usage(
            "This act is not possible here: the request was not sent yet, or the file is another country's."
        )
    given, written = {"request": request.id, **(facts or {})}, (words or Words()).written()
    _refuse_incomplete(kind, given, written, files)
    return Intent(stream.id, kind, stream.addressed(), written, given, files, about=request.id)


def _refuse_incomplete(kind: str, facts: Json, written: Json, files: Sequence[FileSource]) -> None:
    if kind not in schema.act_kinds():
        return
    content = {**written, "facts": facts, "files": [{"name": one.name} for one in files]}
    found = blocks(schema.act(kind).schema, content)
    if found:
        raise Incomplete("; ".join(f"{one.message['en']} ({one.source})" for one in found), found[0].id)


def submit(request: Request) -> Intent:
    """Hand the newest draft to a second officer for review."""
    return act(request, "mla.submit", {"version": request.position.version})


def return_draft(request: Request, comments: str) -> Intent:
    """Give the draft back with comments."""
    return act(request, "mla.return_draft", {"version": request.position.version}, Words(comments))


def approve(request: Request) -> Intent:
    """Approve the version under review, naming its content by its commitment."""
    version = request.last("mla.draft").manifest
    return act(request, "mla.approve", {"version": version.event, "commitment": version.facts["commitment"]})


def transmission(request: Request) -> str:
    """The identity of sending the approved version, to find it again if it was cut off."""
    return f"mla.transmit {request.position.version}"


def transmit(session: Session, request: Request, room: Path, asking: Asking = QUIET) -> Intent:
    """Send the approved version: the same letter and files, sealed anew to both sides (article 18(13)).

    Files pass through `room`, a folder of the home that is deleted afterwards.
    """
    version = request.last("mla.draft")
    opened = open_act(session, version)
    progress = asking.progress(sum(part.length for part in version.manifest.parts[1:]), "Preparing")
    files = []
    for entry in opened.files:
        path = fetch_file(session, opened, entry, room / str(entry.n), progress)
        files.append(FileSource(entry.name, entry.type, path.read_bytes() if entry.size < 1 << 20 else path))
    names = ("measures", "legal_basis", "urgent", "wanted_by", "commitment")
    facts = {"request": request.id, **{name: version.manifest.facts[name] for name in names}}
    written = {name: opened.body[name] for name in ("subject", "reference", "text", "fields", "salt")}
    to = str(version.manifest.facts["to"])
    return Intent(request.id, "mla.transmit", [session.focal_point, to], written, facts, files,
                  about=request.id, identity=transmission(request))  # fmt: skip


def acknowledge(request: Request, reference: str, decision_expected: str | None) -> Intent:
    """Confirm receipt with one's own reference and, if known, the day a decision is expected."""
    return act(
        request, "mla.acknowledge", {"decision_expected": decision_expected}, Words(reference=reference)
    )


def ask(request: Request, questions: Sequence[str]) -> Intent:
    """Ask for more information (article 18(16)); questions are numbered on from the last ones."""
    asked = [one for step in request.acts for one in step.manifest.facts.get("questions", [])]
    labels = [f"q{number}" for number in range(len(asked) + 1, len(asked) + len(questions) + 1)]
    texts = dict(zip(labels, questions, strict=True))
    return act(request, "mla.ask", {"questions": labels}, Words(fields={"questions": texts}))


def answer(request: Request, answers: Mapping[str, str | None], files: Sequence[Path] = ()) -> Intent:
    """Answer every open question; None says that the answer cannot be given."""
    missing = [one for one in request.position.questions if one not in answers]
    if missing:
        raise Usage(f"These questions are still without an answer: {', '.join(missing)}.")
    facts = {label: "cannot_provide" if text is None else "answered" for label, text in answers.items()}
    texts = {label: text for label, text in answers.items() if text is not None}
    sent = [attachment(path) for path in files]
    return act(request, "mla.answer", {"answers": facts}, Words(fields={"answers": texts}), sent)


def accept(request: Request, measures: Sequence[str] = ()) -> Intent:
    """Accept measures, all that were asked for unless some are named."""
    decided = request.position.refused | request.position.accepted
    chosen = list(measures) or [one for one in request.position.measures if one not in decided]
    return act(request, "mla.accept", {"measures": chosen})


@dataclass(frozen=True)
class Item:
    """A piece of evidence: file, the measure it answers, the limit on its use: "18.19", "none" or words."""

    path: Path
    measure: str
    limit: str = "18.19"


def results(
    request: Request, outcomes: Mapping[str, str], items: Sequence[Item], *, final: bool, text: str = ""
) -> Intent:  # fmt: skip
    """Send results: per measure the outcome, per file its item with use limit (article 18(17), (19))."""
    before = [
        one
        for step in request.acts
        if step.manifest.kind == "mla.results"
        for one in step.manifest.facts["items"]
    ]
    listed, limits = [], {}
    for n, item in enumerate(items, start=1):
        label, plain = f"i{len(before) + n}", item.limit in PLAIN_LIMITS
        listed.append(
            {"label": label, "measure": item.measure, "file": n, "limit": item.limit if plain else "text"}
        )
        limits.update({} if plain else {label: item.limit})
    facts = {"outcomes": dict(outcomes), "items": listed, "final": final}
    words = Words(text, fields={"limits": limits} if limits else {})
    return act(request, "mla.results", facts, words, [attachment(item.path) for item in items])


def receive(request: Request, missing: Sequence[str] = ()) -> Intent:
    """Confirm the results item by item."""
    items = {label: "missing" if label in missing else "received" for label in request.position.items}
    return act(request, "mla.receive", {"items": items})
