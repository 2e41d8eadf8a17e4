"""Who sees which figures: the own country in full, others nothing of it, the Secretariat releases only."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from focal_points.models import FocalPoint, PostType
from hub.statistics.actions import publish
from hub.statistics.exports import csv_of, xlsx_bytes
from hub.statistics.models import Figure, Release
from hub.statistics.queries.report import Column, Report, Row, Table
from tests.cast import Cast
from tests.statistics.cases import keep, made_up

CLOSED = datetime(2026, 4, 2, tzinfo=UTC)
EVERYTHING = "?since=2022-01&until=2026-12"


@pytest.fixture
def busy(cast: Cast) -> Cast:
    """The cast with 600 cases between its three countries and a fourth."""
    keep(list(made_up(600, ("PK", "NP", "EG", "ML"))))
    return cast


def figures(person: Any, query: str = EVERYTHING) -> Any:
    """What the API says."""
    return person.api().get(f"/api/v1/statistics/{query}")


def cell(answer: Any, table: str, row: str, column: int) -> Any:
    """One value."""
    found = next(one for one in answer.json()["reports"][0]["tables"] if one["id"] == table)
    return next(one for one in found["rows"] if one["id"] == row)["values"][column]


def test_a_country_sees_its_own_in_full(busy: Cast) -> None:
    own = Figure.objects.filter(receiver="PK", source__in=("request", "paper"), owner__in=("", "PK"))
    assert cell(figures(busy.sender.officer), "requests", "cases", 0) == own.count()


def test_no_filter_reaches_another_country(busy: Cast) -> None:
    base = figures(busy.sender.officer).json()
    Figure.objects.exclude(sender="PK").exclude(receiver="PK").delete()
    Figure.objects.filter(source="paper").exclude(owner="PK").delete()
    assert figures(busy.sender.officer).json() == base
    for name in ("country", "owner", "sender", "receiver", "shared"):
        assert figures(busy.sender.officer, f"{EVERYTHING}&{name}=EG").json() == base


@pytest.mark.parametrize(
    "query",
    [
        "since=2026",
        "until=2026-13",
        "partner=NPL",
        "basis='",
        "urgency=x",
        "source=info",
        "measure=%00",
    ],
)
def test_a_filter_that_cannot_be_is_refused(busy: Cast, query: str) -> None:
    assert figures(busy.sender.officer, f"?{query}").status_code == 400
    page = busy.sender.officer.browser().get(f"/statistics/?{query}")
    assert page.status_code == 200


def test_another_post_of_the_country_asks_the_central_authority(busy: Cast) -> None:
    FocalPoint.objects.filter(pk=busy.sender.post.id).update(type=PostType.POLICE)
    answer = figures(busy.sender.officer)
    assert (answer.status_code, answer.json()["code"]) == (403, "national_figures")
    assert busy.sender.officer.browser().get("/statistics/").status_code == 403
    assert busy.sender.officer.browser().get("/statistics/csv/").status_code == 403


def test_the_secretariat_sees_nothing_before_a_release(busy: Cast) -> None:
    assert figures(busy.secretariat.officer, "").json() == {"reports": []}
    assert busy.secretariat.officer.browser().get("/statistics/").status_code == 200


def test_the_secretariat_sees_releases_without_small_numbers(busy: Cast) -> None:
    publish(CLOSED)
    reports = figures(busy.secretariat.officer, "?year=2025").json()["reports"]
    assert {one["release"]["source"] for one in reports} == {"request", "quick", "info"}
    values = [v for one in reports for t in one["tables"] for row in t["rows"] for v in row["values"]]
    assert values
    assert min(values) >= 5


@pytest.mark.parametrize("name", ["since", "until", "partner", "basis", "offence", "measure", "urgency", "x"])
def test_the_secretariat_cannot_narrow_a_release(busy: Cast, name: str) -> None:
    publish(CLOSED)
    answer = figures(busy.secretariat.officer, f"?year=2025&{name}=tip")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_filter")
    for file in ("csv", "xlsx"):
        path = f"/statistics/{file}/?year=2025&{name}=tip"
        assert busy.secretariat.officer.browser().get(path).status_code == 400


@pytest.mark.parametrize("year", ["2026", "1999", "x", "²", "2025 "])
def test_a_year_without_release_is_not_there(busy: Cast, year: str) -> None:
    publish(CLOSED)
    assert figures(busy.secretariat.officer, f"?year={year}").status_code == 404


@pytest.mark.usefixtures("busy")
def test_a_release_never_changes() -> None:
    publish(CLOSED)
    before = list(Release.objects.values())
    Figure.objects.filter(month__gte=202501, month__lt=202502).delete()
    Figure.objects.filter(outcome="").update(outcome="executed")
    assert publish(CLOSED) == []
    assert list(Release.objects.values()) == before


@pytest.mark.usefixtures("busy")
def test_a_year_is_released_90_days_after_its_end() -> None:
    made = publish(datetime(2026, 3, 31, tzinfo=UTC))
    assert 2025 not in {one.year for one in made}
    assert {one.year for one in publish(datetime(2026, 4, 1, tzinfo=UTC))} == {2025}


def test_a_year_with_fewer_than_five_cases_shows_nothing(cast: Cast) -> None:
    keep([row for row in made_up(300, ("PK", "NP")) if row.sent_at.year == 2025][:4])
    publish(CLOSED)
    assert {(one.total, str(one.tables)) for one in Release.objects.all()} == {(None, "{}")}
    assert cast.secretariat.officer.browser().get("/statistics/").status_code == 200


@pytest.mark.usefixtures("busy")
def test_paper_requests_are_in_no_release() -> None:
    publish(CLOSED)
    released = Release.objects.get(year=2025, source="request").total
    assert released == Figure.objects.filter(source="request", month__gte=202501, month__lt=202600).count()


def test_the_files_say_what_the_api_says(busy: Cast) -> None:
    browser, answer = busy.sender.officer.browser(), figures(busy.sender.officer).json()
    lines = list(
        csv.reader(io.StringIO(browser.get(f"/statistics/csv/{EVERYTHING}").content.decode("utf-8-sig")))
    )
    said = [
        [t["id"], row["id"], column["id"], "" if value is None else str(value)]
        for t in answer["reports"][0]["tables"]
        for row in t["rows"]
        for column, value in zip(t["columns"], row["values"], strict=True)
    ]
    assert [[line[0], line[1], line[3], line[5]] for line in lines[1:]] == said
    book = load_workbook(io.BytesIO(browser.get(f"/statistics/xlsx/{EVERYTHING}").content))
    assert len(book.sheetnames) == len(answer["reports"][0]["tables"]) + 1
    assert book[book.sheetnames[1]].cell(5, 2).value == cell(
        figures(busy.sender.officer), "requests", "cases", 0
    )


HOSTILE = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    table = Table(text, "counts", text, (Column(text, text),), (Row(text, text, (1,)),), note=text, head=text)
    said = csv_of(Report((table,))).decode("utf-8-sig").split("\r\n", 1)[1]
    row = next(csv.reader(io.StringIO(said, newline="")))
    assert all(value[0] not in "=+-@\t\r" for value in row if value)
    assert row[0] == f"'{text}"
    safe = Table("t", "counts", text, (Column("c", text),), (Row("r", text, (1,)),), note=text, head=text)
    book = load_workbook(io.BytesIO(xlsx_bytes(Report((safe,)), text, {text: text})))
    assert all(c.data_type != "f" for sheet in book for line in sheet.iter_rows() for c in line)
