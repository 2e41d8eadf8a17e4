"""From an opened request to a letter (UNTOC article 18(14)-(15)): masthead, references, content, articles."""

from __future__ import annotations

from collections.abc import Iterator

from hub.client.letter.model import Block, Frame, Letter, word
from hub.client.letter.values import Setting, articles, blocks
from hub.encryption.canonical import Json
from hub.forms.schema import LANGUAGES, words


def compose(content: Json, frame: Frame, *, language: str = "", identities: bool = False) -> Letter:
    """The letter in a language of the form, by default that of the content, or else English.

    `identities`: also names and addresses of victims, which otherwise stay out of it.
    """
    chosen = language or str(content.get("language", ""))
    setting = Setting(chosen if chosen in LANGUAGES else "en", identities)
    return Letter(
        language=setting.language,
        title=word("title", setting.language),
        marks=tuple(_marks(content, frame, setting.language)),
        head=tuple(_head(frame, setting.language)),
        body=(
            *blocks(content, setting),
            *_attached(frame, setting.language),
            *_statement(content, setting.language),
            *_signed(frame, setting.language),
        ),
        foot=" · ".join(filter(None, (frame.reference_requesting, frame.reference_requested, frame.request))),
    )


def _marks(content: Json, frame: Frame, language: str) -> Iterator[str]:
    if not frame.sent:
        yield word("draft", language)
    if content.get("urgent") is True:
        yield word("urgent", language)
    if content.get("confidentiality") == "confidential":
        yield word("confidential", language)


def _head(frame: Frame, language: str) -> Iterator[Block]:
    nothing = word("no_reference", language)
    for name, said in (
        ("from", f"{frame.requesting.name}, {frame.requesting.country}"),
        ("to", f"{frame.requested.name}, {frame.requested.country}"),
        ("reference_requesting", frame.reference_requesting or nothing),
        ("reference_requested", frame.reference_requested or nothing),
        ("number", frame.request),
        ("date", frame.date),
        ("subject", frame.subject),
    ):
        yield Block("field", said, word(name, language))


def _attached(frame: Frame, language: str) -> Iterator[Block]:
    if frame.attachments:
        yield Block("heading", word("attachments", language))
    for name, digest in frame.attachments.items():
        yield Block("field", f"SHA-256 {digest}", name)


def _statement(content: Json, language: str) -> Iterator[Block]:
    yield Block("heading", word("statement", language))
    yield Block("paragraph", word("statement_lead", language))
    for rule, headings in sorted(articles(content, language).items()):
        yield Block("field", words({"en": "; ", "ar": "؛ "}, language).join(headings), rule)


def _signed(frame: Frame, language: str) -> Iterator[Block]:
    yield Block("heading", word("signed", language))
    for one in frame.signatures:
        yield Block("field", f"{one.name}, {one.at}", word(one.step, language))
    if frame.fingerprint:
        yield Block("field", frame.fingerprint, word("fingerprint", language))
    yield Block("field", "…" * 20, word("signature", language))
