"""Symbols: made and read alike, UN symbols recognised, labels of paragraphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.publishing import symbols

NUMBER = st.integers(1, 9999)
SERIES = st.from_regex(r"\A[A-Z][A-Z0-9-]{1,9}\Z")
FEW = settings(max_examples=100, deadline=None)


@FEW
@given(SERIES, st.integers(1900, 2999), NUMBER, NUMBER)
def test_what_is_made_is_read(series: str, year: int, number: int, sub: int) -> None:
    adopted = symbols.adopted(series, year, number)
    for text in (
        symbols.conference(series, year, number),
        symbols.draft(series, year, number),
        symbols.draft(series, year, number, sub),
        adopted,
        symbols.recommendation(adopted, sub),
        symbols.corrigendum(adopted, sub),
    ):
        found = symbols.read(text)
        assert (str(found), found.series, found.year, found.number) == (text, series, year, number)


@FEW
@given(st.text(max_size=80))
def test_other_texts_are_refused_or_read_exactly(text: str) -> None:
    try:
        found = symbols.read(text)
    except ValueError:
        return
    assert str(found) == text


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("A/RES/64/293", "A/RES/64/293"),
        ("a/res/68/192", "A/RES/68/192"),
        (" A / RES/70/179 ", "A/RES/70/179"),
        ("S/RES/2331(2016)", "S/RES/2331 (2016)"),
        ("CTOC/COP/2018/3", "CTOC/COP/2018/3"),
        ("A/CONF.129/15", "A/CONF.129/15"),
        ("e/cn.15/2017/11/rev.1", "E/CN.15/2017/11/Rev.1"),
    ],
)
def test_united_nations_symbols_are_tidied(typed: str, symbol: str) -> None:
    found = symbols.un_symbol(typed)
    assert found.symbol == symbol
    assert found.url == f"https://undocs.org/{symbol.replace(' ', '')}"


@pytest.mark.parametrize(
    "typed", ["", "A", "X/RES/1", "A//1", "A/RES/<b>", "A/" * 50, "A/RES/64/293\x00", "A/٣"]
)
def test_other_symbols_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        symbols.un_symbol(typed)


def test_paragraphs_have_the_same_labels_in_every_language() -> None:
    assert symbols.paragraph(3) == "3"
    assert symbols.paragraph(3, 1) == "3 (a)"
    assert symbols.paragraph(12, 27, 4) == "12 (aa) (iv)"
    assert [symbols.roman(n) for n in (1, 9, 14, 1994)] == ["i", "ix", "xiv", "mcmxciv"]
    for wrong in (symbols.letters, symbols.roman):
        with pytest.raises(ValueError, match="0"):
            wrong(0)
