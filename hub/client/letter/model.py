"""A letter as plain data, before it becomes a document: the two writers differ in nothing but the format."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from hub.forms.schema import words

RIGHT_TO_LEFT = ("ar", "fa", "ur", "ps", "ku", "he")
_RTL_CLASSES = ("R", "AL")


@dataclass(frozen=True)
class Block:
    """A piece of a letter. `kind`: heading, subheading, field (label and text) or paragraph."""

    kind: str
    text: str = ""
    label: str = ""


@dataclass(frozen=True)
class Party:
    """A State's post as the masthead names it."""

    name: str
    country: str


@dataclass(frozen=True)
class Signature:
    """Who did what when, as signed: `step` is drafted_by, approved_by or sent_by."""

    step: str
    name: str
    at: str


@dataclass(frozen=True)
class Frame:
    """What stands around the content: parties, references, signatures, attachments {name: SHA-256}."""

    requesting: Party
    requested: Party
    request: str
    subject: str
    date: str
    reference_requesting: str = ""
    reference_requested: str = ""
    sent: bool = True
    fingerprint: str = ""
    signatures: tuple[Signature, ...] = ()
    attachments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """The whole letter in one language, ready to be set."""

    language: str
    title: str
    marks: tuple[str, ...]
    head: tuple[Block, ...]
    body: tuple[Block, ...]
    foot: str

    @property
    def rtl(self) -> bool:
        """Whether its language runs from right to left."""
        return self.language in RIGHT_TO_LEFT


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = json.loads(
        files("hub.client.letter").joinpath("words.json").read_text("utf-8")
    )
    return found


def word(name: str, language: str) -> str:
    """A word of the frame in a language, or else in English."""
    return words(_texts()[name], language)


def runs_rtl(text: str, otherwise: bool) -> bool:
    """The direction of a piece of text: that of its first letter that has one (Unicode rule P2)."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _RTL_CLASSES:
            return True
        if kind == "L":
            return False
    return otherwise
