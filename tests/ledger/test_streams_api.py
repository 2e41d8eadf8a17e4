"""Reading streams and events: who sees what, pages, receipts, the bundle."""

from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from focal_points.models import Country
from hub.audit.models import AuditRecord, Kind
from hub.base import clock
from hub.encryption.bundle import check_bundle
from hub.encryption.canonical import Json
from hub.encryption.manifest import Sender
from hub.encryption.receipt import check_receipt, make_retrieval
from hub.ledger import signing
from hub.ledger.models import Event, Receipt
from tests.cast import Cast
from tests.factories.people import Person
from tests.ledger.acts import Thread


def url(thread: Thread, rest: str = "") -> str:
    """An address below the stream."""
    return f"/api/v1/streams/{thread.id}/{rest}"


def retrieval(person: Person, event: Event, **changes: Any) -> Json:
    """The officer's signed word that the event was opened."""
    assert person.post is not None
    head = Country.objects.get(officers=person.id).head_seq
    values: dict[str, Any] = {
        "hub": settings.HUB_ID,
        "stream": str(event.stream_id),
        "event": str(event.pk),
        "event_hash": event.hash,
        "sender": Sender(str(person.post.id), str(person.id), head),
        "at": clock.text(clock.now()),
    }
    return make_retrieval(person.keys, **(values | changes))


def test_a_stream_shows_its_parties_and_their_keys(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    card = cast.recipient.officer.api().get(url(thread)).json()
    assert (card["head_seq"], card["head_hash"], card["kind"]) == (0, event.hash, "thread")
    assert {(p["country"], p["generation"]) for p in card["parties"]} == {("PK", 1), ("NP", 1)}


def test_events_come_in_pages(cast: Cast, thread: Thread) -> None:
    for _ in range(3):
        thread.say(cast.sender.officer)
    api = cast.recipient.officer.api()
    first = api.get(url(thread, "events/"), {"limit": 2}).json()
    rest = api.get(url(thread, "events/"), {"after": first["next"], "limit": 2}).json()
    assert [e["seq"] for e in first["events"]] == [0, 1]
    assert ([e["seq"] for e in rest["events"]], rest["next"]) == ([2], None)


def test_events_come_in_pages_backwards(cast: Cast, thread: Thread) -> None:
    for _ in range(5):
        thread.say(cast.sender.officer)
    api, seen, before = cast.recipient.officer.api(), [], 2**31 - 1
    while before is not None:
        page = api.get(url(thread, "events/"), {"before": before, "limit": 2}).json()
        seen.append([e["seq"] for e in page["events"]])
        before = page["next"]
    assert seen == [[3, 4], [1, 2], [0]]
    between = api.get(url(thread, "events/"), {"after": 1, "before": 4}).json()
    assert ([e["seq"] for e in between["events"]], between["next"]) == ([2, 3], None)
    assert api.get(url(thread, "events/"), {"before": 0}).json() == {"events": [], "next": None}


@pytest.mark.parametrize(
    "query",
    [
        *({"limit": 0}, {"limit": 201}, {"after": "x"}, {"after": 10**12}, {"limit": ""}),
        *({"before": -1}, {"before": ""}, {"before": 2**31}),
    ],
)
def test_a_page_that_cannot_be(cast: Cast, thread: Thread, query: dict[str, Any]) -> None:
    thread.say(cast.sender.officer)
    answer = cast.sender.officer.api().get(url(thread, "events/"), query)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_page")


def test_an_event_shows_only_the_callers_wrap_as_own(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    shown = cast.recipient.officer.api().get(url(thread, f"events/{event.pk}/")).json()
    assert [w["focal_point"] for w in shown["wraps"]] == [str(cast.recipient.post.id)]
    assert len(shown["all_wraps"]) == 2
    assert shown["envelope"] == event.envelope
    assert shown["parts"][0]["length"] == 300


def test_an_event_sealed_to_one_side_is_not_there_for_the_other(cast: Cast, thread: Thread) -> None:
    own = thread.say(cast.sender.officer, to=[cast.sender.post]).event
    both = thread.say(cast.sender.officer).event
    api = cast.recipient.officer.api()
    assert [e["id"] for e in api.get(url(thread, "events/")).json()["events"]] == [str(both.pk)]
    for rest in ("", "parts/0/"):
        assert api.get(url(thread, f"events/{own.pk}/{rest}")).status_code == 404
    assert cast.sender.officer.api().get(url(thread, f"events/{own.pk}/")).status_code == 200


def test_a_stranger_sees_nothing(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    api = cast.stranger.officer.api()
    nothing = api.get(f"/api/v1/streams/{uuid4()}/").json()
    for rest in ("", "events/", "bundle/", f"events/{event.pk}/", f"events/{event.pk}/parts/0/"):
        answer = api.get(url(thread, rest))
        assert (answer.status_code, answer.json()) == (404, nothing)
    envelope = retrieval(cast.stranger.officer, event)
    assert api.post(url(thread, f"events/{event.pk}/receipts/"), {"envelope": envelope}).status_code == 404


def test_nobody_gets_in_without_a_token(cast: Cast, thread: Thread, client: Any) -> None:
    thread.say(cast.sender.officer)
    for rest in ("", "events/", "bundle/"):
        assert client.get(url(thread, rest)).status_code == 401


def test_a_child_under_the_wrong_parent_is_not_found(cast: Cast, thread: Thread) -> None:
    event, other = thread.say(cast.sender.officer).event, Thread(thread.posts)
    other.say(cast.sender.officer)
    api = cast.sender.officer.api()
    for rest in ("", "parts/0/"):
        assert api.get(url(other, f"events/{event.pk}/{rest}")).status_code == 404
    assert api.get(url(thread, f"events/{event.pk}/parts/1/")).status_code == 404


def test_a_list_costs_the_same_with_one_and_three_rows(cast: Cast, thread: Thread) -> None:
    api, counts = cast.sender.officer.api(), []
    for _ in range(3):
        thread.say(cast.sender.officer)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            api.get(url(thread, "events/"))
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_the_first_look_of_the_other_side_is_delivery(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    cast.sender.officer.api().get(url(thread, "events/"))
    assert not Receipt.objects.filter(evidence="delivered").exists()
    for person in (cast.recipient.officer, cast.recipient.approver):
        shown = person.api().get(url(thread, "events/")).json()["events"][0]
        found = [r for r in shown["receipts"] if r["evidence"] == "delivered"]
        assert [r["focal_point"] for r in found] == [str(cast.recipient.post.id)]
        content = check_receipt(found[0]["envelope"], signing.public_key())
        assert (content["event_hash"], content["focal_point"]) == (event.hash, str(cast.recipient.post.id))
    assert Receipt.objects.filter(evidence="delivered").count() == 1


def test_an_observers_look_is_not_delivery(cast: Cast) -> None:
    thread = Thread([cast.recipient.post, cast.sender.post])
    thread.say(cast.recipient.officer)
    assert cast.sender.observer is not None
    shown = cast.sender.observer.api().get(url(thread, "events/")).json()["events"]
    assert (len(shown), shown[0]["wraps"]) == (1, [])
    assert not Receipt.objects.filter(evidence="delivered").exists()


def test_retrieval_is_confirmed_once_for_each_post(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    officer, approver = cast.recipient.officer, cast.recipient.approver
    address, first = url(thread, f"events/{event.pk}/receipts/"), retrieval(officer, event)
    made = officer.api().post(address, {"envelope": first})
    again = approver.api().post(address, {"envelope": retrieval(approver, event)})
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json()["envelope"] == first
    assert AuditRecord.objects.filter(kind=Kind.RETRIEVED, what=str(event.pk)).count() == 1


def test_retrieval_is_checked(cast: Cast, thread: Thread) -> None:
    event, officer = thread.say(cast.sender.officer).event, cast.recipient.officer
    address, api = url(thread, f"events/{event.pk}/receipts/"), officer.api()
    forged = {
        "bad_signature": retrieval(cast.recipient.approver, event),
        "bad_receipt": retrieval(officer, event, event_hash="0" * 64),
        "chain_moved": retrieval(
            officer, event, sender=Sender(str(cast.recipient.post.id), str(officer.id), 0)
        ),
        "bad_envelope": {"payload": "e30="},
    }
    for code, envelope in forged.items():
        assert api.post(address, {"envelope": envelope}).json()["code"] == code
    junks: list[Any] = [[], {}, {"envelope": None}, {"envelope": 1, "more": 2}]
    for junk in junks:
        assert api.post(address, junk).json()["code"] == "bad_envelope"
    assert not Receipt.objects.filter(evidence="retrieved").exists()


def test_nobody_confirms_an_act_of_the_own_post(cast: Cast, thread: Thread) -> None:
    event, colleague = thread.say(cast.sender.officer).event, cast.sender.approver
    address = url(thread, f"events/{event.pk}/receipts/")
    answer = colleague.api().post(address, {"envelope": retrieval(colleague, event)})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_recipient")


def test_a_confirmation_has_a_date_that_can_be_true(cast: Cast, thread: Thread) -> None:
    event, officer = thread.say(cast.sender.officer).event, cast.recipient.officer
    address = url(thread, f"events/{event.pk}/receipts/")
    answer = officer.api().post(address, {"envelope": retrieval(officer, event, at="1999-01-01T00:00:00Z")})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_receipt")


def test_the_bundle_verifies_without_the_hub(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    thread.say(cast.recipient.officer)
    officer = cast.recipient.officer
    officer.api().get(url(thread, "events/"))
    receipt = {"envelope": retrieval(officer, event)}
    officer.api().post(url(thread, f"events/{event.pk}/receipts/"), receipt)
    answer = cast.sender.approver.api().get(url(thread, "bundle/"))
    report = check_bundle(answer.json(), signing.public_key())
    assert report.unreceipted == []
    assert [one["evidence"] for one in report.receipts[0]] == [
        "submission_accepted",
        "delivered",
        "retrieved",
    ]
    assert AuditRecord.objects.filter(kind=Kind.BUNDLE_READ, what=str(thread.id)).exists()
