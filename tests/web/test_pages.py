"""Pages as the server sends them: who sees what, what is refused and why, and at which cost."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mla_requests.models import MlaRequest
from tests.cast import Cast
from tests.mla_requests.story import TO_TRANSMISSION, Story

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).parents[2] / "hub" / "web" / "static" / "hub"


@pytest.fixture
def story(cast: Cast) -> Story:
    """A request that Pakistan has sent to Nepal."""
    return Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)


@pytest.mark.parametrize("path", ["/", "/requests/", "/requests/new/", "/unlock/"])
def test_pages_ask_strangers_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("page", ["", "edit/", "act/note/", "act/acknowledge/"])
def test_a_third_state_sees_nothing_of_a_request(cast: Cast, story: Story, page: str) -> None:
    browser = cast.stranger.officer.browser()
    assert browser.get(f"/requests/{story.id}/{page}").status_code == 404
    assert str(story.id) not in browser.get("/requests/?box=all").content.decode()


def test_the_requested_side_never_sees_the_own_file_of_the_other(cast: Cast, story: Story) -> None:
    page = cast.recipient.officer.browser().get(f"/requests/{story.id}/").content.decode()
    assert str(story.id) in page
    assert str(story.file) not in page
    assert "mla.approve" not in page


def test_refusals_carry_reason_and_article(cast: Cast, story: Story) -> None:
    page = cast.recipient.approver.browser().get(f"/requests/{story.id}/").content.decode()
    assert "only after consultation" in page
    assert "UNTOC article 18(26)" in page


def test_a_form_that_the_rules_forbid_is_not_shown(cast: Cast, story: Story) -> None:
    answer = cast.recipient.approver.browser().get(f"/requests/{story.id}/act/refuse/")
    assert answer.status_code == 403
    assert "only after consultation" in answer.content.decode()


def test_unknown_acts_are_not_found(cast: Cast, story: Story) -> None:
    browser = cast.recipient.officer.browser()
    assert browser.get(f"/requests/{story.id}/act/bribe/").status_code == 404


@pytest.mark.parametrize(
    "query", ["box=%00", "status=x", "ball=x", "country=%E2%98%83", "cursor=x_y", "cursor=2026-01-01_1"]
)
def test_filters_that_mean_nothing_are_named(cast: Cast, query: str) -> None:
    answer = cast.recipient.officer.browser().get(f"/requests/?{query}")
    assert answer.status_code == 200
    assert 'id="summary"' in answer.content.decode()


def test_a_list_costs_the_same_with_one_row_and_with_three(cast: Cast) -> None:
    browser = cast.recipient.officer.browser()
    costs = []
    for more in (1, 2):
        for _ in range(more):
            Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = browser.get("/requests/?box=in").content.decode()
        costs.append(len(queries))
    assert page.count("<hub-subject") == 3
    assert costs[0] == costs[1]


def test_only_what_the_officers_role_can_act_on_waits_for_that_officer(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION[:2])
    assert MlaRequest.objects.get(pk=story.id).status == "in_review"
    waiting = [
        [line.row.request.pk for line in one.browser().get("/").context["mine"]]
        for one in (cast.sender.officer, cast.sender.approver, cast.sender.observer)
        if one is not None
    ]
    assert [len(rows) for rows in waiting] == [0, 1, 0]
    assert "Waiting for a colleague" in cast.sender.officer.browser().get("/").content.decode()


def test_an_officer_is_told_why_the_awaited_act_is_somebody_elses(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION[:2])
    page = cast.sender.officer.browser().get(f"/requests/{story.id}/")
    assert [act.kind for act in page.context["barred"]] == ["mla.approve"]
    assert "Only an approver may do this" in page.content.decode()


def test_no_page_carries_inline_script_or_style(cast: Cast, story: Story) -> None:
    browser = cast.sender.officer.browser()
    for path in ("/", "/requests/?box=out", f"/requests/{story.id}/", "/requests/new/", "/unlock/", "/help/"):
        page = browser.get(path).content.decode()
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script type="module" src="')


def test_no_sealed_word_reaches_a_page(cast: Cast, story: Story) -> None:
    from tests.mla_requests.content import SUBJECT

    for side in (cast.sender, cast.recipient):
        browser = side.officer.browser()
        for path in ("/", "/requests/?box=all", f"/requests/{story.id}/"):
            assert SUBJECT not in browser.get(path).content.decode()


def test_the_stylesheet_is_small_and_knows_no_left_and_right() -> None:
    text = (STATIC / "css" / "hub.css").read_text()
    assert len(text.encode()) <= 30_000
    for word in (
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
    ):
        assert word not in text


def test_every_sentence_a_module_asks_for_is_on_a_page() -> None:
    import re

    asked = {
        name
        for one in (STATIC / "js").glob("*.js")
        for name in re.findall(r'\bt\("([a-z_.]+)"', one.read_text())
    }
    root = STATIC.parents[3]
    given = {
        name
        for one in (*root.glob("hub/web/templates/**/*.html"), *root.glob("*/templates/**/*.html"))
        for name in re.findall(r'data-text="([^"]+)"', one.read_text())
    }
    assert asked - given == set()
