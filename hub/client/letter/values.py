"""The content of a request as blocks of a letter, in the order and with the words of the drafting form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hub.client.letter.model import Block, word
from hub.encryption.canonical import Json
from hub.forms.conditions import applies, at
from hub.forms.schema import Field, label, sections, words
from hub.forms.victims import IDENTITY, is_apart

_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Setting:
    """How to write: the letter's language, and whether victims' identities go into it."""

    language: str
    identities: bool = False


def blocks(content: Json, setting: Setting) -> Iterator[Block]:
    """Every filled field of the content, section by section."""
    for section in sections():
        if section.place != "request":
            continue
        found = [one for each in section.fields for one in _field(each, content, setting, content)]
        if found:
            yield Block("heading", words(section.label, setting.language))
            yield from found


def articles(content: Json, language: str) -> dict[str, list[str]]:
    """Each article with the headings under which the letter gives what it asks for: {rule: [label, …]}."""
    found: dict[str, list[str]] = {}
    for section in sections():
        for each in section.fields if section.place == "request" else ():
            for rule, heading in _cited(each, at(content, each.id), language):
                if heading not in found.setdefault(rule, []):
                    found[rule].append(heading)
    return found


def _cited(each: Field, value: object, language: str) -> Iterator[tuple[str, str]]:
    if value in _EMPTY:
        return
    if each.rule:
        yield each.rule, words(each.label, language)
    for row in value if isinstance(value, list) and each.fields else ():
        for inner in each.fields:
            yield from _cited(inner, at(row, inner.id), language)


def _field(each: Field, row: object, setting: Setting, top: Json) -> Iterator[Block]:
    value = at(row, each.id)
    if value in _EMPTY or not applies(each.when, row, top):
        return
    heading = words(each.label, setting.language)
    if each.fields and isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _row(each, heading, number, inner, setting, top)
        return
    yield Block("field", _said(each, value, setting, top), heading)


def _row(each: Field, heading: str, number: int, row: object, setting: Setting, top: Json) -> Iterator[Block]:
    if not isinstance(row, Mapping):
        return
    name = row.get("label")
    yield Block("subheading", f"{heading}: {name if isinstance(name, str) else number}")
    hidden = is_apart(row) and not setting.identities
    for inner in each.fields:
        if not hidden or inner.id not in IDENTITY:
            yield from _field(inner, row, setting, top)
    if hidden:
        yield Block("paragraph", word("withheld", setting.language))


def _said(each: Field, value: object, setting: Setting, top: Json) -> str:
    if isinstance(value, bool):
        return word("yes" if value else "no", setting.language)
    if isinstance(value, list):
        return "\n".join(_said(each, one, setting, top) for one in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_said(each, one, setting, top)}" for name, one in value.items())
    for choice in each.choices:
        if choice.code == value:
            return words(choice.label, setting.language)
    if each.type in ("person", "persons"):
        return _person(str(value), setting, top)
    return str(value)


def _person(name: str, setting: Setting, top: Json) -> str:
    listed = top.get("persons")
    for row in listed if isinstance(listed, list) else ():
        if isinstance(row, Mapping) and row.get("label") == name:
            hidden = is_apart(row) and not setting.identities
            known = "" if hidden else str(row.get("name_latin") or row.get("name_original") or "")
            return f"{name} ({known})" if known else name
    return label("persons_special", name, setting.language)
