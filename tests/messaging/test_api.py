"""Lists, detail, pages, read marks: what each post sees, and nothing for strangers, leavers and newcomers."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.base import clock
from hub.ledger.models import Event
from hub.notifications.models import Notification
from messaging.models import Member
from messaging.queries import Filters, page, timeline
from tests.cast import Cast
from tests.factories.people import Person
from tests.messaging.talking import Talking

URL = "/api/v1/threads/"
UNSEEN = "7f0c2a1e-0d3b-4c55-9a67-2f4f5b1c9d10"


@pytest.fixture
def chat(cast: Cast) -> Talking:
    """A conversation of Pakistan and Nepal with one message of each."""
    made = Talking(cast.sender, cast.recipient).open()
    made.say(cast.sender)
    made.say(cast.recipient)
    return made


def rows(person: Person, query: str = "") -> list[dict[str, Any]]:
    """The first page."""
    answer = person.api().get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["threads"]
    return found


def ids(person: Person, query: str = "") -> list[str]:
    """Ids of the first page."""
    return [row["id"] for row in rows(person, query)]


def outsiders(cast: Cast) -> Iterator[Person]:
    """People who have no part in it."""
    for side in (cast.stranger, cast.secretariat):
        yield from (side.officer, side.approver, side.admin)


def url(chat: Talking) -> str:
    """Where the API shows it."""
    return f"{URL}{chat.id}/"


def addresses(chat: Talking) -> list[str]:
    """Everything about a conversation that can be asked for."""
    event, stream = Event.objects.filter(stream=chat.id).order_by("seq")[1], f"/api/v1/streams/{chat.id}/"
    at = f"{stream}events/{event.pk}/"
    return [url(chat), stream, f"{stream}events/", f"{stream}events/?before=9", f"{stream}bundle/", at,
            f"{at}parts/0/"]  # fmt: skip


def test_strangers_and_secretariat_see_nothing(cast: Cast, chat: Talking) -> None:
    for person in outsiders(cast):
        client = person.api()
        assert ids(person) == []
        assert client.get(f"{URL}unread/").json() == {"threads": 0, "mentions": 0}
        assert {client.get(one).status_code for one in addresses(chat)} == {404}
        assert client.post(f"{url(chat)}read/", {"seq": 0}).status_code == 404
    for side in (cast.stranger, cast.secretariat):
        said = chat.send("thread.say", by=chat.knows(side), to=sorted(chat.sides))
        assert said.status_code == 404
    assert Event.objects.filter(stream=chat.id).count() == 3


def test_unseen_looks_like_absent(cast: Cast, chat: Talking) -> None:
    client, nothing = cast.stranger.officer.api(), f"{URL}{uuid4()}/"
    for rest, body in (("", None), ("read/", {"seq": 0}), ("read/", {"seq": "x"})):
        call = client.get if body is None else client.post
        seen, absent = call(f"{url(chat)}{rest}", body), call(f"{nothing}{rest}", body)
        assert (seen.status_code, seen.content) == (absent.status_code, absent.content) or rest == "read/"
        assert seen.status_code == absent.status_code


def test_members_see_it(cast: Cast, chat: Talking) -> None:
    (row,) = rows(cast.recipient.approver)
    first = Event.objects.get(stream=chat.id, seq=0)
    assert row["head"] == {"stream": str(chat.id), "event": str(first.pk)}
    assert {one["country"] for one in row["members"]} == {"PK", "NP"}
    assert (row["status"], row["status_label"], row["left"]) == ("open", "Open", False)
    whole = cast.recipient.approver.api().get(url(chat)).json()
    assert {name: whole[name] for name in row} == row
    assert {one["kind"] for one in whole["acts"] if one["allowed"]} >= {"thread.say", "thread.leave"}
    assert all(one["reason"] for one in whole["acts"] if not one["allowed"])
    assert set(whole["read"]) == set(chat.sides)


def test_unread_counts_and_read_marks(cast: Cast, chat: Talking) -> None:
    ours, theirs = cast.sender.officer, cast.recipient.officer
    assert [row["unread"] for row in rows(ours)] == [1]
    assert [row["unread"] for row in rows(theirs)] == [3]
    assert ours.api().get(f"{URL}unread/").json()["threads"] == 1
    for seq, left in ((1, 1), (0, 1), (2, 0), (0, 0), (10**6, 0)):
        assert ours.api().post(f"{url(chat)}read/", {"seq": seq}).status_code == 204
        assert [row["unread"] for row in rows(cast.sender.approver)] == [left]
    assert ids(ours, "unread=yes") == []
    assert ids(theirs, "unread=yes") == [str(chat.id)]
    read = theirs.api().get(url(chat)).json()["read"]
    assert read == {str(cast.sender.post.id): 2, str(cast.recipient.post.id): -1}


@pytest.mark.parametrize(
    "body", [{}, {"seq": -1}, {"seq": True}, {"seq": "1"}, {"seq": 2**31}, [1], {"seq": 1, "x": 1}]
)
def test_a_read_mark_that_cannot_be(cast: Cast, chat: Talking, body: Any) -> None:
    answer = cast.sender.officer.api().post(f"{url(chat)}read/", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_seq")


def test_an_observer_cannot_have_read(cast: Cast, chat: Talking) -> None:
    assert cast.sender.observer
    client = cast.sender.observer.api()
    assert client.get(url(chat)).status_code == 200
    assert client.post(f"{url(chat)}read/", {"seq": 2}).json()["code"] == "no_key_seat"
    assert Member.objects.get(focal_point=cast.sender.post.id).read_seq == 1


def test_a_mention_is_counted_until_it_is_read(cast: Cast, chat: Talking) -> None:
    chat.say(cast.sender, mentions=[str(cast.recipient.post.id)])
    them = cast.recipient.officer
    assert [row["mentioned"] for row in rows(them)] == [True]
    assert them.api().get(f"{URL}unread/").json() == {"threads": 1, "mentions": 1}
    them.api().post(f"{url(chat)}read/", {"seq": 2})
    assert them.api().get(f"{URL}unread/").json() == {"threads": 1, "mentions": 1}
    them.api().post(f"{url(chat)}read/", {"seq": 3})
    assert them.api().get(f"{URL}unread/").json() == {"threads": 0, "mentions": 0}
    assert not Notification.objects.filter(officer=them.id, read_at__isnull=True).exists()
    assert cast.recipient.approver.api().get(f"{URL}unread/").json()["mentions"] == 1


def test_a_leaver_keeps_what_it_had_and_sees_nothing_later(cast: Cast, chat: Talking) -> None:
    chat.admit(cast.stranger, by=cast.sender)
    before = rows(cast.stranger.officer)[0]
    chat.do("thread.leave", by=cast.stranger)
    chat.say(cast.sender)
    chat.do("thread.close", by=cast.sender)
    gone, client = cast.stranger.officer, cast.stranger.officer.api()
    (row,) = rows(gone)
    assert (row["left"], row["status"], row["head_seq"], row["unread"]) == (True, "open", 4, 0)
    assert {one["country"] for one in row["members"]} == {"PK", "NP"}
    assert {one["country"] for one in before["members"]} == {"PK", "NP", "EG"}
    assert (ids(gone, "box=left"), ids(gone, "box=open"), ids(gone, "box=closed")) == ([row["id"]], [], [])
    whole = client.get(url(chat)).json()
    assert (whole["read"], [one for one in whole["acts"] if one["allowed"]]) == ({}, [])
    events = client.get(f"/api/v1/streams/{chat.id}/events/").json()["events"]
    assert [one["seq"] for one in events] == [3, 4]
    later = Event.objects.get(stream=chat.id, seq=5)
    assert client.get(f"/api/v1/streams/{chat.id}/events/{later.pk}/").status_code == 404
    card = client.get(f"/api/v1/streams/{chat.id}/").json()
    assert card["head_seq"] == 4
    assert client.post(f"{url(chat)}read/", {"seq": 6}).status_code == 204
    assert Member.objects.get(focal_point=cast.stranger.post.id).read_seq == 4
    assert ids(gone, "unread=yes") == []


def test_a_newcomer_sees_nothing_earlier(cast: Cast, chat: Talking) -> None:
    earlier = list(Event.objects.filter(stream=chat.id).order_by("seq"))
    chat.admit(cast.stranger, by=cast.sender)
    client = cast.stranger.officer.api()
    (row,) = rows(cast.stranger.officer)
    admitted = Event.objects.get(stream=chat.id, seq=3)
    assert (row["unread"], row["read_seq"], row["head"]["event"]) == (1, 2, str(admitted.pk))
    for query in ("", "?before=3", "?after=-1"):
        events = client.get(f"/api/v1/streams/{chat.id}/events/{query}").json()["events"]
        assert [one["seq"] for one in events] == ([] if query == "?before=3" else [3])
    for event in earlier:
        for rest in ("", "parts/0/"):
            assert client.get(f"/api/v1/streams/{chat.id}/events/{event.pk}/{rest}").status_code == 404
    assert [one.seq for one in timeline(chat.row, cast.stranger.officer.acting)] == [3]


def test_filters(cast: Cast, chat: Talking) -> None:
    other = Talking(cast.sender, cast.stranger).open()
    other.do("thread.close", by=cast.sender)
    me, first, second = cast.sender.officer, str(chat.id), str(other.id)
    assert sorted(ids(me)) == sorted([first, second])
    assert (ids(me, "box=open"), ids(me, "box=closed"), ids(me, "box=left")) == ([first], [second], [])
    assert ids(me, f"about={uuid4()}") == []
    for wrong in ("box=x", "unread=1", "about=x", "about=%00"):
        answer = me.api().get(f"{URL}?{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_filter")
    assert me.api().get(f"{URL}?cursor=xx").json()["code"] == "bad_cursor"


def test_pages_continue_without_a_gap(cast: Cast) -> None:
    told = [str(Talking(cast.sender, cast.recipient).open().id) for _ in range(5)]
    acting, seen, cursor = cast.sender.officer.acting, [], ""
    while True:
        found = page(acting, Filters(cursor=cursor), clock.now(), limit=2)
        seen += [row["id"] for row in found.rows]
        if found.next is None:
            break
        cursor = found.next
    assert (sorted(seen), len(set(seen))) == (sorted(told), 5)


@pytest.mark.parametrize(
    "query", ["", "?unread=yes", "?box=left", "?about=7f0c2a1e-0d3b-4c55-9a67-2f4f5b1c9d10"]
)
def test_a_list_costs_the_same_with_one_and_three_rows(cast: Cast, query: str) -> None:
    client, counts = cast.recipient.officer.api(), []
    for more in (1, 2):
        for _ in range(more):
            chat = Talking(cast.sender, cast.recipient).open()
            chat.say(cast.sender, mentions=[str(cast.recipient.post.id)])
            if query == "?box=left":
                chat.do("thread.leave", by=cast.recipient)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"{URL}{query}")
        assert len(answer.json()["threads"]) == (0 if "about" in query else 1 if more == 1 else 3)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_conversation_costs_the_same_with_two_and_three_members(cast: Cast, chat: Talking) -> None:
    client, counts = cast.recipient.officer.api(), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(chat)).status_code == 200
        counts.append(len(queries))
        chat.admit(cast.stranger, by=cast.sender) if len(chat.standing.members) == 2 else None
    assert counts[0] == counts[1]


def test_the_table_is_served(cast: Cast) -> None:
    table = cast.sender.officer.api().get(f"{URL}table/").json()
    assert {one["kind"] for one in table["kinds"]} >= {"thread.open", "thread.say", "thread.leave"}
