"""Thematic lists and programmes: what is taken, what is repaired, what is refused; and any bytes at all."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.conferences.imports.fates import ORDER, REFUSED, REPAIRED, SAME
from hub.conferences.imports.programme import read_programme
from hub.conferences.imports.thematic import read_thematic

DAYS = (date(2019, 9, 16), date(2019, 9, 17))
SYMBOLS = {"GLOACT/2019/REC/1/3": "GLOACT/2019/REC/1/3"}
LIST = "Source,Position,Assessment/comments on level of implementation\r\n"
ICS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20190916T0900{zone}\r\nDTEND:20190916T103000\r\n"
    "SUMMARY:Opening\\, and\r\n  welcome\r\nLOCATION:Hall\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def told(line: str) -> tuple[str, list[str]]:
    """The word and the notes of one line of a thematic list."""
    (fate,) = read_thematic((LIST + line).encode(), SYMBOLS)
    return fate.word, [note.code for note in fate.notes]


def test_a_line_of_a_thematic_list_is_position_and_status() -> None:
    (fate,) = read_thematic(
        (LIST + "GLOACT/2019/REC/1 - Para. 3,Supported in part,In progress: =A law is drafted").encode(),
        SYMBOLS,
    )
    assert (fate.row.symbol, fate.row.position, fate.row.status) == (
        "GLOACT/2019/REC/1/3",
        "in_part",
        "in_progress",
    )
    assert fate.row.comments == "=A law is drafted"


@pytest.mark.parametrize(
    ("line", "word", "why"),
    [
        ("gloact/2019/rec/1 para 3,Supported,", REPAIRED, "name"),
        ("GLOACT/2019/REC/1 - Para. 4,Supported,", REFUSED, "no_symbol"),
        ("GLOACT/2019/REC/1 - Para. 3,Perhaps,", REFUSED, "no_decision"),
        ("GLOACT/2019/REC/1 - Para. 3,,Nearly", REFUSED, "no_status"),
        ("GLOACT/2019/REC/1 - Para. 3,,Not reported", REFUSED, "no_text"),
        ("GLOACT/2019/REC/1 - Para. 3,,", REFUSED, "no_text"),
    ],
)
def test_a_line_is_repaired_or_refused(line: str, word: str, why: str) -> None:
    assert told(line) == (word, [why])


def test_a_table_becomes_a_programme() -> None:
    raw = (
        "day,start,end,title,title_ar,place\n2019-09-16,9.00,10:30,Opening,الافتتاح,Hall A\n"
        "2019-09-18,09:00,,Too late,,\n16/09/2019,,,No day,,\n2019-09-16,25:00,,No time,,\n"
        "2019-09-17,,,,,\n2019-09-16,09:00,,Opening,,\n"
    )
    fates = read_programme(raw.encode(), DAYS)
    assert [fate.word for fate in fates] == [REPAIRED, *[REFUSED] * 4, SAME]
    assert [fate.notes[0].code for fate in fates[1:5]] == ["outside", "no_day", "no_time", "no_title"]
    item = fates[0].row
    assert (item.day, item.start, item.end) == (DAYS[0], time(9), time(10, 30))
    assert dict(item.titles) == {"en": "Opening", "ar": "الافتتاح"}


def test_a_calendar_becomes_a_programme() -> None:
    (fate,) = read_programme(ICS.format(zone="").encode(), DAYS)
    assert (fate.line, fate.word, dict(fate.row.titles), fate.row.place) == (
        2,
        "new",
        {"en": "Opening, and welcome"},
        "Hall",
    )
    (fate,) = read_programme(ICS.format(zone="00Z").encode(), DAYS)
    assert [note.code for note in fate.notes] == ["zone"]


@given(st.one_of(st.binary(), st.binary().map(LIST.encode().__add__)))
def test_any_bytes_are_a_thematic_list(raw: bytes) -> None:
    assert all(
        fate.word in ORDER and all(note.text for note in fate.notes) for fate in read_thematic(raw, SYMBOLS)
    )


PIECES = st.sampled_from(
    [
        "BEGIN:VEVENT\n",
        "END:VEVENT\n",
        "DTSTART:20190916T090000\n",
        "DTSTART;X=1:2019\n",
        "SUMMARY:a\n",
        " b\n",
        ":",
        "\\",
    ]
)


@given(st.one_of(st.binary(), st.lists(st.one_of(PIECES, st.text(max_size=9))).map("".join)))
def test_any_bytes_are_a_programme(raw: bytes | str) -> None:
    whole = raw if isinstance(raw, bytes) else f"BEGIN:VCALENDAR\n{raw}".encode("utf-8", "surrogatepass")
    for given_ in (whole, b"day,title\n" + whole):
        for fate in read_programme(given_, DAYS):
            assert fate.word in ORDER
            assert (fate.word == REFUSED) == (fate.row is None)
