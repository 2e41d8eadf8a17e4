"""Recommendations of the Universal Periodic Review: year, to, from, decision, and text behind its number."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hub.conferences.imports.fates import REFUSED, Fate, Note, settle
from hub.conferences.imports.names import country, fold
from hub.conferences.imports.table import Line, read_sheet

COLUMNS = ("year", "to", "from", "decision", "text")
SUPPORTED, PENDING, IMPLEMENTED, NOTED = "supported", "pending", "implemented", "noted"
# The words of the Council's reports; "consider" means that the State will answer later.
DECISIONS = {
    "support": SUPPORTED, "supported": SUPPORTED, "accepted": SUPPORTED, "consider": PENDING,
    "pending": PENDING, "implemented": IMPLEMENTED, "noted": NOTED, "rejected": NOTED,
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2006, 2100
LONGEST = 20_000
NUMBER = re.compile(r"(?:\d{1,3}(?:\.{1,2}\d{1,3}){1,3}|\d{1,3} \d{1,3}(?=\.))(?!\d)")
TAIL = re.compile(r"[\s;]+$")
LOST, APOSTROPHE = "\ufffd", "\u2019"
BETWEEN = re.compile(rf"(?<=[^\W\d_]){LOST}(?=s\b)")


@dataclass(frozen=True)
class Outside:
    """A recommendation that no conference of the hub adopted. `decision` is ours, `raw` the source's word."""

    year: int
    country: str
    recommending: str
    number: str
    text: str
    decision: str
    raw: str

    @property
    def key(self) -> str:
        """The same line, the same key."""
        parts = (self.year, self.country, self.recommending, self.number, fold(self.text))
        return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()


def read_upr(raw: bytes, names: Mapping[str, str], known: frozenset[str] = frozenset()) -> list[Fate]:
    """The fate of every line. `names` from `names_of`; `known` are the keys that are there already."""
    sheet = read_sheet(raw, COLUMNS)
    seen: dict[str, int] = {}
    shown: dict[str, str] = {}
    for name, code in names.items():
        shown.setdefault(code, name)
    fates = [_fate(number, line, names, seen, known) for number, line in sheet.lines]
    whole = [Fate(1, REFUSED, sheet.notes)] if sheet.notes and not fates else []
    noted = [_with(fate, sheet.notes) for fate in fates]
    return sorted([*whole, *noted, *sheet.broken], key=lambda fate: fate.line)


def _with(fate: Fate, notes: tuple[Note, ...]) -> Fate:
    """A note on the whole file stands at every line that it concerns: those with letters beyond ASCII."""
    if not notes or not fate.taken or fate.row.text.isascii():
        return fate
    return Fate(fate.line, "repaired", (*notes, *fate.notes), fate.row)


def _fate(
    number: int, line: Line, names: Mapping[str, str], seen: dict[str, int], known: frozenset[str]
) -> Fate:
    notes: list[Note] = []
    found = _read(line, names, notes)
    if isinstance(found, Note):
        return Fate(number, REFUSED, (found,))
    return settle(number, found, notes, seen, known)


def _read(line: Line, names: Mapping[str, str], notes: list[Note]) -> Outside | Note:
    """The row, with what was repaired added to `notes`; or why it is refused."""
    given = line["year"]
    if not (given.isascii() and given.isdigit() and FIRST_YEAR <= int(given[:6]) <= LAST_YEAR):
        return Note("no_year", {"value": given[:20]})
    to, of = country(line["to"], names), country(line["from"], names)
    if not to or not of:
        return Note("no_from" if to else "no_country", {"name": line["from" if to else "to"][:60]})
    if to == of:
        return Note("own")
    decision = DECISIONS.get(line["decision"].casefold())
    if decision is None:
        return Note("no_decision", {"value": line["decision"][:30], "names": ", ".join(DECISIONS)})
    notes += _renamed(line["to"], to)
    number, text = _numbered(line["text"], notes)
    text = _mended(text, notes)
    if not any(one.isalpha() for one in text):
        return Note("no_text")
    if len(text) > LONGEST:
        return Note("long", {"most": LONGEST})
    _check_states(text, line["from"], of, names, notes)
    return Outside(int(given), to, of, number, text, decision, line["decision"])


def _renamed(given: str, code: str) -> list[Note]:
    """A name written in small letters or run together is a repair; “Iran” for its official name is not."""
    tidy = given[:1].isupper() and (len(given) < 20 or " " in given)
    return [] if tidy else [Note("name", {"was": given[:60], "now": code})]


def _numbered(text: str, notes: list[Note]) -> tuple[str, str]:
    """The paragraph number in front of a text, made regular, and the rest."""
    found = NUMBER.match(text)
    if found is None:
        notes.append(Note("no_number"))
        return "", text
    was = found.group()
    number, rest = _regular(was), text[found.end() :].lstrip(". \t")
    if number != was:
        notes.append(Note("number", {"was": was, "now": number}))
    again = NUMBER.match(rest)
    if again is not None and again.end() < len(rest) and not rest[again.end()].isalnum():
        other = _regular(again.group())
        notes.append(Note("two_numbers", {"now": number, "other": other}))
        rest = rest[again.end() :].lstrip(". \t")
    return number, rest


def _regular(number: str) -> str:
    return re.sub(r"[. ]+", ".", number)


def _mended(text: str, notes: list[Note]) -> str:
    text = TAIL.sub("", " ".join(text.split()))
    if LOST in text:
        text, count = BETWEEN.subn(APOSTROPHE, text)
        if count:
            notes.append(Note("restored", {"now": APOSTROPHE}))
        if LOST in text:
            notes.append(Note("lost", {"count": text.count(LOST)}))
    mended = _closed(text)
    if mended != text:
        notes.append(Note("bracket"))
    return mended


def _closed(text: str) -> str:
    """The text without closing brackets at its end that nothing opened."""
    while text.endswith(")") and text.count(")") > text.count("("):
        text = TAIL.sub("", text[:-1]).rstrip(". ;") if text[:-1].rstrip(". ;").endswith(")") else text[:-1]
    return text


def _check_states(text: str, given: str, code: str, names: Mapping[str, str], notes: list[Note]) -> None:
    """Whether the recommending State is among those that the text names in its last brackets."""
    inside = text[text.rfind("(", 0, max(text.rfind("("), 0) + 1) :] if "(" in text else ""
    whole = fold(inside)
    forms = [form for form, found in names.items() if found == code and len(form) > 3]
    if inside and not any(form in fold(text[-250:]) for form in (*forms, fold(given))) and whole:
        notes.append(Note("other_state", {"name": given[:60]}))
