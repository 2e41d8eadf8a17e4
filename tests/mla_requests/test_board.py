"""The board: tabs, filters, pages, kept views; what a side does not see is not shown, counted or found."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.base.clock import now
from mla_requests.models import MlaRequest, SavedView
from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.conducted import ConductedStory, prosecution
from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_TRANSMISSION, Story

BEFORE_THE_END = TO_CLOSURE[:-1]


def board(person: Person, **query: str) -> dict[str, Any]:
    answer = person.api().get("/api/v1/board/", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [one["id"] for one in found["requests"]]


def due(story: Story, moment: datetime | None) -> None:
    """As if the earliest time limit were then."""
    MlaRequest.objects.filter(pk=story.id).update(next_due=moment)


def test_tabs_of_both_sides(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    draft = Story(cast.sender, cast.recipient).run("mla.draft")
    ours, theirs = cast.sender.officer, cast.recipient.officer
    assert ids(board(ours)) == [str(draft.id)]
    assert ids(board(ours, show="theirs")) == [str(story.id)]
    assert set(ids(board(ours, show="open"))) == {str(story.id), str(draft.id)}
    assert ids(board(theirs)) == ids(board(theirs, show="open")) == [str(story.id)]
    assert board(theirs)["counts"] == {"mine": 1, "theirs": 0, "overdue": 0, "week": 0, "open": 1}
    assert board(cast.stranger.officer, show="open")["counts"]["open"] == 0


def test_overdue_and_due_this_week(cast: Cast) -> None:
    late, soon, later = (Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION) for _ in range(3))
    due(late, now() - timedelta(days=2))
    due(soon, now() + timedelta(days=3))
    due(later, now() + timedelta(days=20))
    for person in (cast.sender.officer, cast.recipient.officer):
        assert ids(board(person, show="overdue")) == [str(late.id)]
        assert ids(board(person, show="week")) == [str(soon.id)]
        until = (now() + timedelta(days=4)).date().isoformat()
        assert ids(board(person, show="open", until=until)) == [str(late.id), str(soon.id)]
        assert ids(board(person, show="open")) == [str(late.id), str(soon.id), str(later.id)]


def test_a_closed_request_whose_duty_is_late_is_overdue(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_CLOSURE)
    due(story, now() - timedelta(days=1))
    assert ids(board(cast.sender.officer, show="overdue")) == [str(story.id)]
    assert board(cast.sender.officer, show="open")["counts"]["open"] == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "under_assessment"}, True),
        ({"status": "draft"}, False),
        ({"q_country": "np"}, True),
        ({"q_country": "EG"}, False),
        ({"basis": "untoc"}, True),
        ({"basis": "tip"}, False),
        ({"urgent": "no"}, True),
        ({"urgent": "yes"}, False),
        ({"measure": "18.3.f"}, True),
        ({"measure": "18.3.i"}, False),
        ({"box": "out"}, True),
        ({"box": "in"}, False),
        ({"assignee": "none"}, True),
        ({"assignee": "me"}, False),
    ],
)
def test_filters(cast: Cast, query: dict[str, str], found: bool) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    assert ids(board(cast.sender.officer, show="theirs", **query)) == ([str(story.id)] if found else [])


def test_an_assigned_request_is_found_by_its_officer_and_says_so(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    story.do("mla.assign", by=cast.recipient.officer, facts={"officer": str(cast.recipient.approver.id)})
    [row] = board(cast.recipient.approver, assignee="me")["requests"]
    assert row["assignee"] == {"officer": str(cast.recipient.approver.id), "name": "NP approver"}
    assert ids(board(cast.recipient.officer, assignee=str(cast.recipient.approver.id))) == [str(story.id)]
    assert ids(board(cast.recipient.officer, assignee="me")) == []
    [row] = board(cast.sender.officer, show="theirs")["requests"]
    assert row["assignee"] is None


@pytest.mark.parametrize(
    "query",
    [
        {"show": "everything"},
        {"status": "lost"},
        {"q_country": "Nepal"},
        {"until": "soon"},
        {"until": "2026-13-01"},
        {"assignee": "somebody"},
        {"measure": "18.3"},
        {"urgent": "1"},
        {"basis": "custom"},
        {"box": "both"},
        {"cursor": "x"},
        {"cursor": "WyJhIiwiYiIsImMiXQ=="},
    ],
)
def test_what_does_not_exist_is_named(cast: Cast, query: dict[str, str]) -> None:
    answer = cast.sender.officer.api().get("/api/v1/board/", query)
    assert answer.status_code == 400
    assert answer.json()["field"] in (*query, "country")
    page = cast.sender.officer.browser().get("/board/", {k.removeprefix("q_"): v for k, v in query.items()})
    assert page.status_code == 200
    assert b'id="summary"' in page.content


def test_a_redraft_is_neither_shown_nor_found_nor_counted(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION, "mla.acknowledge")
    story.do("mla.return", facts={"deficiencies": {"f1": "facts"}})
    MlaRequest.objects.filter(pk=story.id).update(shared_at=now() - timedelta(days=9))
    changed = {"urgent": True, "legal_basis": "tip", "measures": [{"label": "m1", "code": "18.3.i"}]}
    story.do("mla.draft", facts=changed)
    reader = cast.recipient.officer
    [row] = board(reader, show="theirs")["requests"]
    assert (row["status"], row["urgent"], row["legal_basis"]) == ("returned", False, "untoc")
    assert {one["code"] for one in row["measures"]} == {"18.3.f", "18.3.a"}
    for query in ({"urgent": "yes"}, {"basis": "tip"}, {"measure": "18.3.i"}, {"status": "draft"}):
        found = board(reader, show="open", **query)
        assert (found["requests"], found["counts"]["open"]) == ([], 0), query
    for query in ({"urgent": "no"}, {"basis": "untoc"}, {"measure": "18.3.f"}, {"status": "returned"}):
        assert ids(board(reader, show="open", **query)) == [str(story.id)], query
    page = reader.browser().get("/board/", {"show": "theirs", "col": ["basis", "measures"]}).content.decode()
    assert "18.3.f" in page
    assert "18.3.i</bdi>" not in page
    assert ids(board(cast.sender.officer, show="open", measure="18.3.i")) == [str(story.id)]


def test_pages_go_by_time_limit_and_leave_nothing_out(cast: Cast) -> None:
    first = Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)
    made = _copies(first, 119)
    for number, pk in enumerate(made):
        limit = now() + timedelta(days=number // 3) if number < 60 else None
        MlaRequest.objects.filter(pk=pk).update(next_due=limit)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(3):
        page = board(cast.recipient.officer, **cursor)
        seen += ids(page)
        cursor = {"cursor": page["next"]}
    assert page["next"] is None
    assert sorted(seen) == sorted(str(pk) for pk in [*made, first.id])
    dues = [one.next_due for one in (MlaRequest.objects.get(pk=pk) for pk in seen)]
    known = [one for one in dues if one]
    assert dues == sorted(known) + [None] * (len(dues) - len(known))


@pytest.mark.parametrize(
    "path", ["/board/?show=open", "/track/", "/", "/requests/?box=out", "/api/v1/board/?show=open"]
)
def test_as_many_queries_for_one_row_as_for_fifty(cast: Cast, path: str) -> None:
    story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    browser = cast.sender.officer.browser()
    browser.get(path)
    with CaptureQueriesContext(connection) as one:
        assert browser.get(path).status_code == 200
    _copies(story, 49)
    with CaptureQueriesContext(connection) as fifty:
        assert browser.get(path).status_code == 200
    assert len(fifty) == len(one), [query["sql"][:150] for query in fifty.captured_queries]
    assert len(fifty) < 40


def _copies(story: Story, number: int) -> list[Any]:
    """The same row again, with its grants and measures, for lists alone."""
    from uuid import uuid4

    from hub.ledger.models import Stream
    from mla_requests.models import Measure, MlaRequestGroupObjectPermission

    row, made = story.request, []
    grants = list(MlaRequestGroupObjectPermission.objects.filter(content_object=row))
    for _ in range(number):
        row.pk, row.stream_id = uuid4(), None
        row.file = Stream.objects.create(pk=uuid4(), kind="file")
        row.save(force_insert=True)
        Measure.objects.create(request=row, label="m1", code="18.3.f")
        for grant in grants:
            MlaRequestGroupObjectPermission.objects.create(
                permission_id=grant.permission_id, group_id=grant.group_id, content_object=row
            )
        made.append(row.pk)
    return made


def test_what_waits_is_said_in_words(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run(*BEFORE_THE_END)
    [row] = board(cast.recipient.officer)["requests"]
    assert row["waits_for"]["code"] == "closing"
    page = cast.recipient.officer.browser().get("/board/").content.decode()
    assert "Closing to be confirmed" in page
    assert 'data-bulk="mla.assign mla.confirm_close"' in page
    assert f'value="{story.id}"' in page


def test_an_observer_sees_the_board_but_chooses_nothing(cast: Cast) -> None:
    Story(cast.sender, cast.recipient).run("mla.draft")
    assert cast.sender.observer
    page = cast.sender.observer.browser().get("/board/").content.decode()
    assert "Drafts to finish" in page
    assert 'name="pick"' not in page
    assert 'id="bulk"' not in page


def test_views_are_kept_and_forgotten_by_their_own_officer(cast: Cast) -> None:
    browser, api = cast.sender.officer.browser(), cast.sender.officer.api()
    query = "show=overdue&q=no&measure=18.3.f&col=due&col=status&cursor=abc"
    kept = browser.post("/board/views/", {"name": "  Late   records ", "query": query})
    assert kept["Location"] == "/board/?show=overdue&measure=18.3.f&col=due&col=status"
    assert "Late records" in browser.get("/board/").content.decode()
    assert browser.get(kept["Location"]).status_code == 200
    [view] = api.get("/api/v1/saved-views/").json()["views"]
    assert view == {"id": view["id"], "name": "Late records", "query": kept["Location"].partition("?")[2]}
    again = api.post("/api/v1/saved-views/", {"name": "Late records", "query": "show=week"})
    assert (again.status_code, again.json()["id"]) == (201, view["id"])
    for other in (cast.sender.approver, cast.recipient.officer):
        assert other.api().get("/api/v1/saved-views/").json() == {"views": []}
        assert other.api().delete(f"/api/v1/saved-views/{view['id']}/").status_code == 404
        assert other.browser().post(f"/board/views/{view['id']}/end/").status_code == 404
    assert browser.post(f"/board/views/{view['id']}/end/").status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "code"),
    [
        (" ", "show=week", "bad_fields"),
        ("x" * 61, "", "bad_name"),
        ("a\nb\x07", "", "bad_name"),
        ("v", "show=no", "bad_filter"),
    ],
)
def test_views_that_are_not_kept(cast: Cast, name: str, query: str, code: str) -> None:
    answer = cast.sender.officer.api().post("/api/v1/saved-views/", {"name": name, "query": query})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert (
        cast.sender.officer.browser().post("/board/views/", {"name": name, "query": query}).status_code == 302
    )
    assert not SavedView.objects.exists()


def test_thirty_views_at_most(cast: Cast) -> None:
    api = cast.sender.officer.api()
    answers = [api.post("/api/v1/saved-views/", {"name": str(n), "query": ""}).status_code for n in range(31)]
    assert answers == [201] * 30 + [409]


def test_the_prosecution_sees_its_own_requests_and_their_turn(cast: Cast) -> None:
    behind = prosecution(cast.sender)
    story = ConductedStory(cast.sender, cast.recipient, conducting=behind).run(*TO_ASSESSMENT)
    draft = ConductedStory(cast.sender, cast.recipient, conducting=behind).run("mla.draft")
    Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
    assert ids(board(behind.officer)) == [str(draft.id)]
    assert ids(board(behind.officer, show="theirs")) == [str(story.id)]
    page = behind.officer.browser().get("/board/", {"show": "theirs"}).content.decode()
    assert "data-bulk=" not in page
