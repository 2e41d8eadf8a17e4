"""Symbols of documents, numbers of paragraphs, and the symbols of the United Nations that texts cite. Pure.

A symbol is {SERIES}/{year}/…: L.{n}[/Rev.{m}] for a draft, REC/{n} for what was adopted, REC/{n}/{para}
for one recommendation of it, REC/{n}/Corr.{m} for a correction, CONF.{n} for a conference. Numbers are the
same in every language and never used again.
"""

import re
from dataclasses import dataclass

SERIES = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_OURS = re.compile(
    r"(?P<series>[A-Z][A-Z0-9-]{1,19})/(?P<year>[12][0-9]{3})/"
    r"(?:(?P<conference>CONF)\.(?P<edition>[1-9][0-9]*)"
    r"|(?P<draft>L)\.(?P<n>[1-9][0-9]*)(?:/Rev\.(?P<revision>[1-9][0-9]*))?"
    r"|REC/(?P<set>[1-9][0-9]*)(?:/(?P<para>[1-9][0-9]*)|/Corr\.(?P<correction>[1-9][0-9]*))?)"
)
# Principal organs, subsidiary bodies, conferences, resolutions with the year after them (S/RES/2331 (2016)).
_UN = re.compile(
    r"(?P<organ>A|S|E|T|ST|CTOC|CAC|CEDAW|CRC|CMW|CCPR|CAT|CERD|CRPD|HRI|DP|UNODC)"
    r"(?:/(?:[A-Z][A-Z0-9]*(?:\.[0-9]+)*(?:-[0-9]+)?|[0-9]+(?:\.[0-9]+)?(?:-[0-9]+)?|L\.[0-9]+|Rev\.[0-9]+|"
    r"Add\.[0-9]+|Corr\.[0-9]+)){1,8}(?: ?\((?P<year>(?:19|20)[0-9]{2})\))?"
)
_STEPS = {"REV": "Rev", "ADD": "Add", "CORR": "Corr"}
LONGEST = 60


@dataclass(frozen=True)
class Symbol:
    """A symbol of the hub taken apart: `kind` is conference, draft, set, recommendation or corrigendum."""

    series: str
    year: int
    kind: str
    number: int
    sub: int | None = None

    def __str__(self) -> str:
        head = f"{self.series}/{self.year}"
        tails = {
            "conference": f"CONF.{self.number}",
            "draft": f"L.{self.number}" + (f"/Rev.{self.sub}" if self.sub else ""),
            "set": f"REC/{self.number}",
            "recommendation": f"REC/{self.number}/{self.sub}",
            "corrigendum": f"REC/{self.number}/Corr.{self.sub}",
        }
        return f"{head}/{tails[self.kind]}"


@dataclass(frozen=True)
class UnSymbol:
    """A symbol of the United Nations as it is written, and the address of the document."""

    symbol: str
    url: str


def conference(series: str, year: int, number: int) -> str:
    """GLOACT/2019/CONF.6."""
    return str(Symbol(series, year, "conference", number))


def draft(series: str, year: int, number: int, revision: int = 0) -> str:
    """GLOACT/2019/L.1, and GLOACT/2019/L.1/Rev.2 for its second revision."""
    return str(Symbol(series, year, "draft", number, revision or None))


def adopted(series: str, year: int, number: int) -> str:
    """GLOACT/2019/REC/1."""
    return str(Symbol(series, year, "set", number))


def recommendation(set_symbol: str, para: int) -> str:
    """GLOACT/2019/REC/1/12: paragraph 12 of a set."""
    return f"{set_symbol}/{para}"


def corrigendum(set_symbol: str, number: int) -> str:
    """GLOACT/2019/REC/1/Corr.1."""
    return f"{set_symbol}/Corr.{number}"


def read(text: str) -> Symbol:
    """Take a symbol of the hub apart. Raises ValueError."""
    found = _OURS.fullmatch(text) if len(text) <= LONGEST + 10 else None
    if found is None:
        raise ValueError(text)
    head = (found["series"], int(found["year"]))
    if found["conference"]:
        return Symbol(*head, "conference", int(found["edition"]))
    if found["draft"]:
        return Symbol(*head, "draft", int(found["n"]), int(found["revision"] or 0) or None)
    number = int(found["set"])
    if found["para"]:
        return Symbol(*head, "recommendation", number, int(found["para"]))
    if found["correction"]:
        return Symbol(*head, "corrigendum", number, int(found["correction"]))
    return Symbol(*head, "set", number)


def series_code(text: str) -> bool:
    """Whether a text can be the first part of a symbol: 2 to 20 capitals, digits and hyphens."""
    return SERIES.fullmatch(text) is not None


def un_symbol(text: str) -> UnSymbol:
    """A symbol of the United Nations, such as A/RES/64/293 or S/RES/2331 (2016), tidied. Raises ValueError.

    Spaces and small letters are forgiven, since people type them; that the document exists is not checked.
    """
    plain = " ".join(text.replace(" / ", "/").split())[: LONGEST + 1]
    tidy = "/".join(_step(step) for step in plain.split("/"))
    found = _UN.fullmatch(tidy)
    if len(plain) > LONGEST or found is None:
        raise ValueError(text)
    symbol = tidy if found["year"] is None else f"{tidy.split('(')[0].strip()} ({found['year']})"
    return UnSymbol(symbol, "https://undocs.org/" + symbol.replace(" ", ""))


def _step(step: str) -> str:
    first, dot, rest = step.strip().upper().partition(".")
    return _STEPS.get(first, first) + dot + rest


def letters(number: int) -> str:
    """The label of a sub-paragraph: 1 is a, 26 is z, 27 is aa. Raises ValueError below 1."""
    if number < 1:
        raise ValueError(number)
    text = ""
    while number:
        number, left = divmod(number - 1, 26)
        text = chr(ord("a") + left) + text
    return text


def roman(number: int) -> str:
    """The label below letters: i, ii, iii, iv. Raises ValueError outside 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(number)
    steps = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    text = ""
    for value, sign in (*steps, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + sign, number - value
    return text


def paragraph(*place: int) -> str:
    """The label of a place in a document: (3,) is 3, (3, 1) is 3 (a), (3, 1, 2) is 3 (a) (ii).

    Arabic figures and Latin letters in every language, so that a reference is the same in all of them.
    """
    first, *below = place
    marks = [str(first)]
    for depth, number in enumerate(below):
        marks.append(f"({letters(number) if depth % 2 == 0 else roman(number)})")
    return " ".join(marks)
