"""Lists, detail and procedure: what each side sees, keyset pages, query counts, and nothing for strangers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from hub.procedure import MOVES
from mla_requests.models import MlaRequest
from mla_requests.queries import Filters, inbox
from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.story import TO_ASSESSMENT, TO_EXECUTION, TO_TRANSMISSION, Story

URL = "/api/v1/requests/"


def ids(client: APIClient, query: str = "") -> list[str]:
    """Ids of the first page."""
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["requests"]]


@pytest.fixture
def sent(cast: Cast) -> Story:
    """A request that Nepal has received."""
    return Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION)


def outsiders(cast: Cast) -> Iterator[Person]:
    """People who are not on the request."""
    for side in (cast.stranger, cast.secretariat):
        yield from (side.officer, side.approver, side.admin)


def test_strangers_and_secretariat_see_nothing(cast: Cast, sent: Story) -> None:
    assert ids(cast.recipient.officer.api()) == [str(sent.id)]
    for person in outsiders(cast):
        client = person.api()
        assert ids(client) == []
        assert client.get(f"{URL}{sent.id}/").status_code == 404
        for stream in (sent.id, sent.file):
            assert client.get(f"/api/v1/streams/{stream}/").status_code == 404
        answer = sent.send("mla.note", by=person)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found") or (
            answer.status_code == 400 and answer.json()["code"] == "bad_manifest"
        )


def test_draft_is_the_requesting_sides_own(cast: Cast) -> None:
    story = Story(cast.sender, cast.recipient).run("mla.draft", "mla.submit", "mla.approve")
    assert ids(cast.sender.officer.api(), "box=out") == [str(story.id)]
    theirs = cast.recipient.officer.api()
    assert ids(theirs, "box=in") == []
    assert theirs.get(f"{URL}{story.id}/").status_code == 404
    story.run("mla.transmit")
    assert ids(theirs, "box=in") == [str(story.id)]


def test_requested_side_never_sees_the_file(cast: Cast, sent: Story) -> None:
    found = cast.recipient.officer.api().get(f"{URL}{sent.id}/").json()
    assert (found["file"], found["version"], found["direction"]) == (None, None, "in")
    assert [entry["kind"] for entry in found["timeline"]] == ["mla.transmit"]
    assert str(sent.file) not in str(found)
    assert cast.recipient.officer.api().get(f"/api/v1/streams/{sent.file}/").status_code == 404


def test_detail_says_where_whose_and_what(cast: Cast, sent: Story) -> None:
    sent.run("mla.acknowledge", "mla.assess")
    found = cast.recipient.officer.api().get(f"{URL}{sent.id}/").json()
    assert (found["status"], found["ball"], found["mine"]) == ("under_assessment", "requested", True)
    acts = {act["kind"]: act for act in found["acts"]}
    assert set(acts) == set(MOVES)
    assert acts["mla.ask"]["allowed"] is True
    refusal = acts["mla.refuse"]
    assert (refusal["allowed"], refusal["source"]) == (False, "18(21), 18(23), 18(26)")
    assert refusal["reason"]
    assert found["head"] == {"stream": str(sent.id), "event": sent.sealed[3].manifest.event}
    assert [m["label"] for m in found["measures"]] == ["m1", "m2"]
    ours = cast.sender.officer.api().get(f"{URL}{sent.id}/").json()
    kinds = [entry["kind"] for entry in ours["timeline"]]
    assert kinds == list(TO_ASSESSMENT)
    assert (ours["mine"], ours["file"]) == (False, str(sent.file))


def test_observer_sees_and_may_do_nothing(cast: Cast, sent: Story) -> None:
    assert cast.sender.observer
    found = cast.sender.observer.api().get(f"{URL}{sent.id}/").json()
    assert found["id"] == str(sent.id)
    assert not any(act["allowed"] for act in found["acts"])
    assert sent.send("mla.note", by=cast.sender.observer).status_code == 403


def test_removed_officer_sees_nothing(cast: Cast, sent: Story) -> None:
    assert cast.sender.leaver
    client = cast.sender.leaver.api()
    assert ids(client) == [str(sent.id)]
    cast.sender.chancery.remove(cast.sender.leaver)
    assert client.get(URL).status_code == 401


def test_filters(cast: Cast, sent: Story) -> None:
    other = Story(cast.sender, cast.stranger).run(*TO_EXECUTION)
    client = cast.sender.officer.api()
    assert set(ids(client)) == {str(sent.id), str(other.id)}
    assert ids(client, "status=in_execution") == [str(other.id)]
    assert ids(client, "q_country=np") == [str(sent.id)]
    assert ids(client, "box=in") == []
    assert set(ids(client, "ball=theirs")) == {str(sent.id), str(other.id)}
    assert ids(client, "ball=mine") == []
    assert ids(cast.recipient.officer.api(), "ball=mine&box=in") == [str(sent.id)]


@pytest.mark.parametrize(
    "query",
    ["box=middle", "status=lost", "ball=yours", "q_country=NPL", "q_country=%00%00", "cursor=x", "cursor=1_2",
     "cursor=20260101T000000.000000Z_%00"],
)  # fmt: skip
def test_wrong_filter_is_a_plain_400(cast: Cast, query: str) -> None:
    answer = cast.sender.officer.api().get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def copies(story: Story, count: int) -> list[MlaRequest]:
    """More requests like the story's, each a minute older; two share one moment."""
    made = [Story(story.sender, story.recipient).run(*TO_TRANSMISSION) for _ in range(count)]
    for n, one in enumerate(made):
        at = story.request.updated - timedelta(minutes=max(n, 1))
        MlaRequest.objects.filter(pk=one.id).update(updated=at, shared_at=at)
    return [one.request for one in made]


def test_pages_by_key_show_everything_once(cast: Cast, sent: Story) -> None:
    made = {one.pk for one in copies(sent, 3)} | {sent.id}
    acting, seen, cursor = cast.recipient.officer.acting, [], ""
    for _ in range(4):
        page = inbox(acting, Filters(box="in", cursor=cursor), limit=1)
        seen += [row["id"] for row in page.rows]
        cursor = page.next or ""
    assert page.next is None
    assert sorted(seen) == sorted(str(one) for one in made)
    assert seen[0] == str(sent.id)


def test_one_row_costs_as_many_queries_as_three(cast: Cast, sent: Story) -> None:
    acting = cast.recipient.officer.acting
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            rows = inbox(acting, Filters(box="in")).rows
        counts.append((len(queries), len(rows)))
        copies(sent, 2)
    assert counts == [(3, 1), (3, 3)]


def test_procedure_is_the_table(cast: Cast) -> None:
    found: dict[str, Any] = cast.stranger.officer.api().get("/api/v1/procedure/").json()
    assert [move["kind"] for move in found["moves"]] == list(MOVES)
    refuse = next(move for move in found["moves"] if move["kind"] == "mla.refuse")
    assert (refuse["sources"], refuse["sides"], refuse["roles"]) == (
        ["consultation"],
        ["requested"],
        ["approver"],
    )
    assert refuse["facts"] == {"measures": "map+:m:grounds", "request": "uuid"}
    assert APIClient().get("/api/v1/procedure/").status_code == 401
