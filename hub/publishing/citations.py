"""How to cite what is published: a sentence, BibTeX, and CSL-JSON 1.0.2 for reference programs."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

import orjson

TEXT_TYPE = "text/plain; charset=utf-8"
BIBTEX_TYPE = "application/x-bibtex; charset=utf-8"
CSL_TYPE = "application/vnd.citationstyles.csl+json; charset=utf-8"
# Characters that mean something to BibTeX; a backslash first, since the others bring one along.
_BIBTEX = {"\\": r"\textbackslash{}", **{c: f"\\{c}" for c in "&%$#_{}"}, "~": r"\~{}", "^": r"\^{}"}


@dataclass(frozen=True)
class Citation:
    """What is cited: its authors (bodies, not people), number of the version, and day it was published."""

    identifier: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: date
    url: str
    language: str
    kind: str = "report"
    version: str = ""

    def text(self) -> str:
        """One line: authors, title, number, publisher, day, address."""
        said = f"{_listed(self.authors)}, “{_flat(self.title)}”, {self.identifier}"
        return f"{said} ({_flat(self.publisher)}, {self.issued.isoformat()}), {self.url}\n"

    def bibtex(self) -> str:
        """One entry; title and names are protected against a change of case."""
        fields = {
            "title": "{" + _escaped(self.title) + "}",
            "author": " and ".join("{" + _escaped(author) + "}" for author in self.authors),
            "institution": "{" + _escaped(self.publisher) + "}",
            "number": _escaped(self.identifier),
            "year": str(self.issued.year),
            "month": str(self.issued.month),
            "day": str(self.issued.day),
            "url": self.url,
            "langid": self.language,
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@techreport{{{_key(self.identifier)},\n{lines}}}\n"

    def csl(self) -> bytes:
        """CSL-JSON: a list with one item."""
        item = {
            "id": self.identifier,
            "type": self.kind,
            "title": _flat(self.title),
            "author": [{"literal": _flat(author)} for author in self.authors],
            "publisher": _flat(self.publisher),
            "number": self.identifier,
            "version": self.version,
            "issued": {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]},
            "URL": self.url,
            "language": self.language,
        }
        return orjson.dumps([{name: value for name, value in item.items() if value}])


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(_flat(name) for name in names)


def _flat(text: str) -> str:
    """One line without control characters."""
    return " ".join("".join(c if unicodedata.category(c) != "Cc" else " " for c in text).split())


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(c, c) for c in _flat(text))


def _key(identifier: str) -> str:
    return re.sub(r"[^A-Za-z0-9.:-]", "", identifier)
