"""Finding: words in every script, beginnings, misspelt words, facets, pages and what stands out."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from hub.library.models import SearchRow, SearchStamp
from hub.library.search import actions
from hub.library.search.document import Document, Text
from hub.library.search.finding import Result, search_as
from hub.library.search.query import Query
from hub.library.search.suggesting import suggest_as
from tests.library.documents import library

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"public"})
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


def put(number: int, title: str, body: str = "", language: str = "en", **more: object) -> UUID:
    """A document in the index; `tokens` and `embargo` as given."""
    fields: dict[str, object] = {"tokens": EVERYBODY, "facets": {"type": ("report",)}, **more}
    texts = {language: Text(title, "", body)}
    identifier = f"HUB-LIB-{number:06}.v1"
    one = Document(
        item=UUID(int=number), side="shown", number=number, identifier=identifier, owner="PK",
        state="published", texts=texts, changed_at=MOMENT, published_at=MOMENT, **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    actions.put([one])
    return one.item


def found(q: str, tokens: frozenset[str] = EVERYBODY, **more: object) -> Result:
    """What a reader with these tokens finds."""
    return search_as(tokens, Query(q, **more))  # type: ignore[arg-type]


def numbers(result: Result) -> list[int]:
    """Of a page."""
    return [hit.number for hit in result.rows]


ALIKE = [
    ("قربانیان", "قربانيان"),
    ("گواه علی", "گواه على"),
    ("کۆمەڵگا", "كۆمەڵگا"),
    ("مدرسة", "مدرسه"),
    ("خانۀ امن", "خانه امن"),
    ("می‌خواهم", "میخواهم"),
    ("مُحَمَّد", "محمد"),
    ("ۍوالی", "يوالي"),
    ("آزادی", "ازادي"),
    ("ټیلیفون", "ٹيليفون"),
    ("سنة ٢٠١٩", "سنه 2019"),
    ("سال ۲۰۱۹", "سال 2019"),
    ("চাঁদপুর", "চাদপুর"),
    ("गाउँ", "गाउं"),
    ("Łódź", "lodz"),
    ("Ёлка", "елка"),
]


@pytest.mark.parametrize(("written", "typed"), ALIKE, ids=[one for one, _ in ALIKE])
def test_spellings_of_one_word_are_found_alike(written: str, typed: str) -> None:
    put(1, "Other", "nothing")
    put(2, "Title", f"before {written} after")
    assert numbers(found(typed)) == [2]
    assert numbers(found(written)) == [2]


def test_arabic_is_found_with_and_without_its_article() -> None:
    put(1, "حماية الضحايا", language="ar")
    assert numbers(found("ضحايا")) == [1]
    assert numbers(found("والضحايا")) == [1]


def test_han_letters_are_found_inside_a_run() -> None:
    put(1, "打击人口贩运", language="zh")
    assert numbers(found("人口贩运")) == numbers(found("贩")) == [1]
    assert numbers(found("口人")) == []


def test_a_word_is_found_by_its_beginning_and_not_by_its_inside() -> None:
    put(1, "Trafficking of persons")
    assert numbers(found("traffick")) == [1]
    assert numbers(found("ficking")) == []


def test_a_word_of_the_title_comes_before_words_of_the_text() -> None:
    put(1, "Shelters for victims", "few words")
    put(2, "Annual report", "shelters shelters shelters shelters shelters")
    put(3, "Sheltered work", "few words")
    assert numbers(found("shelters")) == [1, 2]
    assert numbers(found("shelter")) == [3, 1, 2]


def test_a_misspelt_word_is_corrected_and_the_correction_is_said() -> None:
    put(1, "Trafficking of persons")
    for wrong in ("traficking", "trafficknig", "traffikking"):
        result = found(f"{wrong} persons")
        assert (numbers(result), result.corrected) == ([1], "trafficking persons")
    assert found("trafficking").corrected == ""
    assert found("xqzwvtraf").corrected == ""


def test_a_chosen_facet_narrows_all_but_its_own_counts() -> None:
    put(1, "One", facets={"type": ("law",), "pillar": ("protection",)})
    put(2, "Two", facets={"type": ("tool",), "pillar": ("protection", "prevention")})
    put(3, "Three", facets={"type": ("tool",)})
    result = found("", facets={"type": frozenset({"tool"})})
    facets = {one.name: {value.value: value.count for value in one.values} for one in result.facets}
    assert (result.total, numbers(result)) == (2, [3, 2])
    assert facets["type"] == {"tool": 2, "law": 1}
    assert facets["pillar"] == {"protection": 1, "prevention": 1}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("q", ["", "cooperation"])
def test_pages_show_everything_once(sort: str, q: str) -> None:
    actions.put(list(library(700, ("PK", "NP"))))
    seen: list[int] = []
    result = found(q, sort=sort, size=23)
    seen += numbers(result)
    while result.next:
        result = found(q, sort=sort, size=23, cursor=result.next)
        seen += numbers(result)
    assert len(seen) == len(set(seen)) == result.total > 140
    assert q or seen == sorted(seen, reverse=sort != "oldest")


def test_what_stands_out_is_what_was_looked_for_as_it_was_written() -> None:
    put(1, "گواهی", f"{'پیش ' * 100} در کتاب‌های علی {'پس ' * 100}", "fa")
    hit = found("كتاب على").rows[0]
    assert [text for text, out in hit.summary.parts if out] == ["کتاب‌های", "علی"]
    assert hit.summary.text.startswith("… ")
    assert len(hit.summary.text) < 260
    assert "".join(text for text, _out in hit.summary.parts) == hit.summary.text
    assert hit.summary.rtl


def test_a_change_is_found_at_once_and_the_old_words_no_more() -> None:
    item = put(1, "Before")
    put(2, "Another")
    assert numbers(found("before")) == [1]
    put(1, "After")
    assert (numbers(found("before")), numbers(found("after"))) == ([], [1])
    assert found("").total == 2
    actions.remove(item, "shown")
    assert (numbers(found("after")), found("").total) == ([], 1)


def test_an_undone_change_is_forgotten() -> None:
    put(1, "Here")
    assert found("").total == 1
    SearchRow.objects.all().delete()
    SearchStamp.objects.all().delete()
    put(2, "There")
    assert numbers(found("")) == [2]


def test_an_embargo_ends_on_its_day_without_any_act() -> None:
    put(1, "Embargoed", tokens=EVERYBODY | {"cc:PK"}, embargo=date(2026, 12, 1))
    eve, day = date(2026, 11, 30), date(2026, 12, 1)
    seen = ((eve, "", 0), (eve, "cc:PK", 1), (eve, "cc:NP", 0), (day, "", 1), (day, "cc:NP", 1))
    for on, token, total in seen:
        assert search_as(EVERYBODY | {token}, Query("embargoed"), on=on).total == total


@pytest.mark.parametrize(
    "cursor", ["x", "bjoxMg", "bjotNQ", "dzoxOjI6Mw", "bjo5OTk5OTk5OTk5OTk5OTk", "////", "🙂", "bjo"]
)
def test_a_wrong_cursor_is_harmless(cursor: str) -> None:
    put(1, "Here")
    for sort in ("relevance", "newest", "oldest"):
        assert found("here", sort=sort, cursor=cursor).total == 1


@pytest.mark.parametrize(
    "q", ['"', "' OR 1=1", "NEAR(a b)", "a* AND (", "& | ! <->", ":*", "\\", "x" * 5000, "§law", "¶public"]
)
def test_signs_of_the_databases_mean_nothing(q: str) -> None:
    put(1, "Law")
    result = found(q)
    assert result.total in (0, 1)


def test_suggestions_are_titles_that_begin_so() -> None:
    put(1, "Guidelines on shelters")
    put(2, "Shelter standards", "guidelines")
    assert [one.number for one in suggest_as(EVERYBODY, "gui")] == [1]
    assert [one.number for one in suggest_as(EVERYBODY, "sh")] == [2, 1]
    assert suggest_as(EVERYBODY, "s") == suggest_as(EVERYBODY, "") == []
