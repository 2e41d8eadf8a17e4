"""Readers of texts and files from outside: any bytes are read, or refused by a declared error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.base import cursor
from hub.base.errors import Invalid
from hub.client.connection import check_url
from hub.client.errors import Stop
from hub.client.joining import read_link
from hub.client.site.headers import missing, read_policy
from hub.client.site.reading import Page, imported
from hub.conferences.imports.programme import read_programme
from hub.conferences.imports.thematic import read_thematic
from hub.conferences.imports.upr import read_upr
from hub.encryption.errors import Refused
from hub.ledger.ranges import asked
from hub.library.search.query import read_cursor
from hub.publishing import symbols
from hub.words import needles

QUIET = settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
DAYS = (date(2026, 3, 1), date(2026, 3, 4))
NAMES = {"pakistan": "PK", "nepal": "NP"}
# Heads of real files, so that junk gets as far as the lines.
HEADS = (
    *(b"", b"\xff\xfe", b"\xef\xbb\xbf", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"),
    *(b"day,start,end,title_en,title_fr,place\n", b"symbol,level,country,date,text\n"),
    b"session,state under review,recommending state,recommendation,position\n",
)
LETTERS = st.text(st.characters(codec="utf-8"), max_size=120) | st.text(
    '",;\n\t|=+@-0123456789:', max_size=80
)
FILES = st.builds(
    lambda head, body: head + body,
    st.sampled_from(HEADS),
    st.binary(max_size=200) | LETTERS.map(lambda text: text.encode()),
)
LONG = ["", "\x00", "a" * 20_000, "(" * 20_000, "\u0661" * 99, "[" * 9_000, "<" * 9_000, "import" * 3_000]
ADDRESSES = [
    *("https://[", "https://[x]/#a.b", "//[::1", "https://h:99999999/#a.b.c", "https://h/#.."),
    *("import '//[';", "<a href='//[x'>", "<script src='http://[' onx>"),
    "<link rel=stylesheet href='https://[x'>",
]
TEXTS = LETTERS | st.text(max_size=60) | st.sampled_from(LONG + ADDRESSES)


def head(name: str) -> Callable[[str], object]:
    return lambda text: missing({name: text})


READ_TEXT: dict[str, tuple[Callable[[str], object], tuple[type[Exception], ...]]] = {
    "cursor": (lambda text: cursor.read(text, 2), (Invalid,)),
    "cursor of a search": (read_cursor, (Invalid,)),
    "range": (lambda text: asked(text, 1000), (IndexError,)),
    "symbol": (symbols.read, (Invalid, ValueError)),
    "words": (needles, ()),
    "link of an invitation": (read_link, (Stop, Refused)),
    "address of a hub": (check_url, (Stop,)),
    "page": (lambda text: Page("https://h/", text), ()),
    "module": (lambda text: imported("https://h/a.js", text), ()),
    "policy": (read_policy, ()),
    "header": (head("Content-Security-Policy"), ()),
}
READ_FILE: dict[str, Callable[[bytes], list[Any]]] = {
    "programme": lambda raw: read_programme(raw, DAYS),
    "thematic": lambda raw: read_thematic(raw, {"A/1": "x"}),
    "upr": lambda raw: read_upr(raw, NAMES),
}


@pytest.mark.parametrize("name", READ_TEXT)
def test_any_text_is_read_or_refused(name: str) -> None:
    read, errors = READ_TEXT[name]

    @QUIET
    @given(TEXTS)
    def attempt(text: str) -> None:
        with contextlib.suppress(*errors):
            read(text)

    attempt()


@pytest.mark.parametrize("name", READ_FILE)
def test_every_line_of_any_file_has_a_fate(name: str) -> None:
    """An import is never an error: what cannot be read is said line by line, and no line is lost."""

    @QUIET
    @given(FILES)
    def attempt(raw: bytes) -> None:
        fates = READ_FILE[name](raw)
        assert all(fate.line >= 1 for fate in fates)

    attempt()
