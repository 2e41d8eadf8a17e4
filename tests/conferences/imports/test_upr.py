"""The real file with all its dirt, and any bytes at all: every line has a fate, nothing stops the reading."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.conferences.imports.fates import ORDER, REFUSED, REPAIRED, SAME
from hub.conferences.imports.upr import COLUMNS, Outside, read_upr
from tests.conferences.imports.names import UPR, known_names

HEAD = b"year,to,from,decision,text\r\n"


def line(**changes: str) -> bytes:
    """A file with one good line, changed."""
    good = {
        "year": "2010",
        "to": "Nepal",
        "from": "Japan",
        "decision": "support",
        "text": "106.4. Act (Japan);",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerow(good | changes)
    return out.getvalue().encode()


def test_every_line_of_the_real_file_has_a_fate() -> None:
    fates = read_upr(UPR.read_bytes(), known_names())
    assert len(fates) == 133
    assert Counter(fate.word for fate in fates) == {"new": 15, "repaired": 118}
    assert all(fate.row.country and fate.row.recommending and fate.row.number for fate in fates)


@pytest.mark.parametrize(
    ("at", "number", "said"),
    [
        (20, "97.26.1", "number"),
        (111, "135.88", "number"),
        (116, "136.49.1", "two_numbers"),
        (29, "97.54", "restored"),
        (71, "119.101", "lost"),
        (11, "103.32.7", "bracket"),
        (42, "96.13.1", "name"),
    ],
)
def test_what_was_repaired_is_said(at: int, number: str, said: str) -> None:
    fate = next(one for one in read_upr(UPR.read_bytes(), known_names()) if one.line == at)
    assert fate.row.number == number
    assert said in [note.code for note in fate.notes]
    assert all(str(note.text) for note in fate.notes)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"to": "Atlantis"}, "no_country"),
        ({"from": "Atlantis"}, "no_from"),
        ({"from": "Nepal"}, "own"),
        ({"year": "20x0"}, "no_year"),
        ({"year": "1999"}, "no_year"),
        ({"year": "٢٠١٠"}, "no_year"),
        ({"decision": "perhaps"}, "no_decision"),
        ({"text": "106.4. ;"}, "no_text"),
        ({"text": "106.4. " + "a" * 20_001}, "long"),
    ],
)
def test_a_refusal_names_its_reason(changes: dict[str, str], why: str) -> None:
    (fate,) = read_upr(line(**changes), known_names())
    assert (fate.word, [note.code for note in fate.notes]) == (REFUSED, [why])


def test_the_same_line_twice_and_a_known_one_are_the_same() -> None:
    twice = line() + line()[len(HEAD) :]
    first, second = read_upr(twice, known_names())
    assert (first.taken, second.word, second.notes[0].values) == (True, SAME, {"line": 2})
    assert read_upr(line(), known_names(), frozenset({first.row.key}))[0].word == SAME


def test_other_encodings_are_read_and_said() -> None:
    text = line(text="106.4. Été (Japan)").decode()
    (fate,) = read_upr(text.encode("cp1252"), known_names())
    assert (fate.word, fate.notes[0].code, fate.row.text) == (REPAIRED, "encoding", "Été (Japan)")
    (fate,) = read_upr(text.encode("utf-16"), known_names())
    assert fate.row.text == "Été (Japan)"


def test_missing_columns_refuse_the_file() -> None:
    (fate,) = read_upr(b"year,to\n2010,Nepal\n", known_names())
    assert (fate.word, fate.notes[0].values) == (REFUSED, {"names": "from, decision, text"})


@given(st.one_of(st.binary(), st.binary().map(HEAD.__add__)))
def test_any_bytes_give_fates(raw: bytes) -> None:
    for fate in read_upr(raw, known_names()):
        assert fate.word in ORDER
        assert fate.line >= 1
        assert all(note.text for note in fate.notes)
        assert (fate.word == REFUSED) == (fate.row is None)


CELL = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["Nepal", "japan", "2010", "support", "1.2 A (Japan)", "()", "\ufffd"]),
)


@given(st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=8))
def test_any_table_gives_each_line_one_fate(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    fates = read_upr(out.getvalue().encode("utf-8", "surrogatepass"), known_names())
    filled = [row for row in rows if any(cell.replace("\0", "").strip() for cell in row)]
    assert len(fates) == len(filled)
    for fate in fates:
        if isinstance(fate.row, Outside):
            assert fate.row.text == fate.row.text.strip()
            assert len(fate.row.key) == 64
