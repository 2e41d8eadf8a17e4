"""Figures of a pair: what both agreed, over what both know, the same for both."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from agreements.models import Agreement
from agreements.states import Status
from focal_points.models import FocalPoint, PostType
from hub.base.clock import now
from hub.ledger.models import Stream
from tests.cast import Cast
from tests.statistics.cases import keep, made_up

ALL = "?since=2022-01&until=2026-12"


@pytest.fixture
def pair(cast: Cast) -> Cast:
    """Pakistan and Nepal agreed to share counts and outcomes; there are 500 cases in the region."""
    keep(list(made_up(500, ("PK", "NP", "EG"))))
    stream = Stream.objects.create(pk=uuid4(), kind=Stream.Kind.PAIR)
    Agreement.objects.create(
        pk=stream.pk, stream=stream, proposer_id=cast.sender.post.id, other_id=cast.recipient.post.id,
        low="NP", high="PK", status=Status.IN_FORCE, since=now(), proposed=now(),
        rules={"statistics": ["counts", "outcomes"], "clocks": {}, "channel": "formal"},
    )  # fmt: skip
    return cast


def tables(person: Any, cc: str, query: str = ALL) -> Any:
    """What the API says, by table."""
    answer = person.api().get(f"/api/v1/statistics/with/{cc}/{query}")
    return {one["id"]: one for one in answer.json()["tables"]} if answer.status_code == 200 else answer


def column(table: Any, place: int) -> list[int | None]:
    """One column."""
    return [row["values"][place] for row in table["rows"]]


def test_both_see_the_same_numbers_from_their_own_side(pair: Cast) -> None:
    ours, theirs = tables(pair.sender.officer, "NP"), tables(pair.recipient.officer, "PK")
    for name in ("requests", "pending", "grounds"):
        assert column(ours[name], 0) == column(theirs[name], 1)
        assert column(ours[name], 1) == column(theirs[name], 0)
    assert column(ours["requests"], 0)[0]


def test_only_agreed_groups_are_shared_and_no_paper(pair: Cast) -> None:
    found = tables(pair.sender.officer, "NP")
    assert {one["group"] for one in found.values()} == {"counts", "outcomes"}
    paper = next(row for row in found["requests"]["rows"] if row["id"] == "paper")
    assert paper["values"][:2] == [0, 0]


def test_nobody_else_sees_them(pair: Cast) -> None:
    for person, cc in (
        (pair.stranger.officer, "PK"), (pair.secretariat.officer, "PK"), (pair.sender.officer, "EG"),
        (pair.sender.officer, "PK"), (pair.sender.officer, "np"), (pair.sender.officer, "QQ"),
    ):  # fmt: skip
        assert tables(person, cc).status_code == 404
        assert person.browser().get(f"/statistics/with/{cc}/").status_code == 404


def test_an_ended_agreement_shares_nothing(pair: Cast) -> None:
    Agreement.objects.update(ended=now(), status=Status.ENDED)
    assert tables(pair.sender.officer, "NP").status_code == 404


def test_other_posts_of_the_country_do_not(pair: Cast) -> None:
    FocalPoint.objects.filter(pk=pair.sender.post.id).update(type=PostType.POLICE)
    assert tables(pair.sender.officer, "NP").status_code == 403


def test_the_page_shows_them_and_names_a_wrong_period(pair: Cast) -> None:
    browser = pair.sender.officer.browser()
    assert browser.get(f"/statistics/with/NP/{ALL}").status_code == 200
    page = browser.get("/statistics/with/NP/?since=soon")
    assert page.status_code == 200
    assert b"no such value" in page.content
