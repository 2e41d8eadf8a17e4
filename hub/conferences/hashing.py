"""The hash of an adopted text: what the organiser confirms, and what a reader may check. Pure."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Protocol
from uuid import UUID


class Paragraph(Protocol):
    """What the hash needs of a recommendation."""

    pk: UUID
    symbol: str
    confidential: bool


class Text(Protocol):
    """What the hash needs of a text."""

    language: str
    body: str


def hash_of(symbol: str, rows: Iterable[Paragraph], texts: Mapping[UUID, Text]) -> str:
    """SHA-256 of the JSON [set, [[symbol, language, body], …]] of what is published: UTF-8, no spaces.

    Confidential paragraphs are left out: the hash is shown to everybody, and would confirm a guess.
    """
    shown = [row for row in rows if not row.confidential and row.pk in texts]
    named = [[row.symbol, texts[row.pk].language, texts[row.pk].body] for row in shown]
    plain = json.dumps([symbol, named], ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()
