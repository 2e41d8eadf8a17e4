"""An act as an intent to seal: on which stream, to whom, plain facts by the table of moves, sealed words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.client.errors import Incomplete, Usage
from hub.client.requests import Request
from hub.client.sending import Intent
from hub.encryption.canonical import Json
from hub.encryption.event import FileSource
from hub.forms import schema
from hub.forms.completeness import blocks
from hub.procedure import MOVES


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
    files: Sequence[FileSource] = (), *, written: Json | None = None, identity: str = "",
) -> Intent:  # fmt: skip
    """Any act: on the national file it is sealed to the posts of the file, on the shared one to both sides.

    `written` replaces the letter made from `words`. Raises Incomplete if the rules of the form (the same as
    in the browser) miss something, and Usage where this officer's post cannot write.
    """
    if kind not in MOVES:
        raise Usage(f"There is no act called {kind}. See: hub act --help")
    letter = (words or Words()).written() if written is None else written
    given = {"request": request.id, **(facts or {})}
    refuse_incomplete(kind, given, letter, files)
    stream, to, head = place(request, MOVES[kind].stream)
    return Intent(
        stream, kind, to, letter, given, files,
        about=request.id, identity=identity, begins=head is None, place=head,
    )  # fmt: skip


def place(request: Request, stream: str) -> tuple[str, list[str], tuple[int, str] | None]:
    """Where an act goes: the stream, the posts it is sealed to, and its head as seen; None begins it."""
    found = request.file if stream == "file" else request.shared
    if found is not None:
        return found.id, found.addressed(), found.head
    if stream == "file" or request.side != "requesting":
        raise Usage(
            "This act is not possible here: the request was not sent yet, or the file is another country's."
        )
    return request.id, [str(request.standing.requesting), str(request.standing.requested)], None


def refuse_incomplete(kind: str, facts: Json, written: Json, files: Sequence[FileSource]) -> None:
    """Raise Incomplete for what the form of this act demands and does not find."""
    if kind not in schema.act_kinds():
        return
    content = {**written, "facts": facts, "files": [{"name": one.name} for one in files]}
    found = blocks(schema.act(kind).schema, content)
    if found:
        raise Incomplete("; ".join(f"{one.message['en']} ({one.source})" for one in found), found[0].id)


def numbered(letter: str, last: int, texts: Sequence[str]) -> list[str]:
    """The next free labels: q4, q5 … after q3."""
    return [f"{letter}{number}" for number in range(last + 1, last + 1 + len(texts))]
