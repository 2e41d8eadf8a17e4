"""Lists, detail, pages: what each side sees, filters, keyset pages, and nothing for strangers."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from exchanges.models import Exchange
from exchanges.queries import Filters, page, waiting
from hub.base import clock
from hub.ledger.models import Event
from hub.notifications.models import Notification
from tests.attacks.searching import find, forms_of
from tests.cast import Cast
from tests.exchanges.talk import BODY, HIDDEN, TO_NOTED, Talk
from tests.factories.people import Person

URL = "/api/v1/exchanges/"


@pytest.fixture
def talk(cast: Cast) -> Talk:
    """A quick request that Nepal has received."""
    return Talk(cast.sender, cast.recipient, "flag_confirm").run("quick.send")


def ids(person: Person, query: str = "") -> list[str]:
    """Ids of the first page."""
    answer = person.api().get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["exchanges"]]


def outsiders(cast: Cast) -> Iterator[Person]:
    """People who have no part in it."""
    for side in (cast.stranger, cast.secretariat):
        yield from (side.officer, side.approver, side.admin)


def test_strangers_and_secretariat_see_nothing(cast: Cast, talk: Talk) -> None:
    event = Event.objects.get(stream=talk.id)
    addresses = [
        f"{URL}{talk.id}/", f"/api/v1/streams/{talk.id}/", f"/api/v1/streams/{talk.id}/events/",
        f"/api/v1/streams/{talk.id}/events/{event.pk}/", f"/api/v1/streams/{talk.id}/bundle/",
        f"/api/v1/streams/{talk.id}/events/{event.pk}/parts/0/",
    ]  # fmt: skip
    for person in outsiders(cast):
        client, browser = person.api(), person.browser()
        assert ids(person) == []
        assert {client.get(one).status_code for one in addresses} == {404}
        for place in ("", "act/acknowledge/", "act/withdraw/"):
            assert browser.get(f"/exchanges/{talk.id}/{place}").status_code == 404
        assert str(talk.id) not in browser.get("/exchanges/?box=all").content.decode()
        told = talk.send("quick.acknowledge", by=person)
        assert (told.status_code, told.json()["code"]) in ((404, "not_found"), (400, "bad_manifest"))
    assert Event.objects.filter(stream=talk.id).count() == 1


def test_both_sides_see_it(cast: Cast, talk: Talk) -> None:
    ours = talk.api(cast.sender.officer).get(f"{URL}{talk.id}/").json()
    theirs = talk.api(cast.recipient.officer).get(f"{URL}{talk.id}/").json()
    assert (ours["direction"], theirs["direction"]) == ("out", "in")
    assert (ours["mine"], theirs["mine"]) == (False, True)
    assert ours["due"] == theirs["due"]
    assert [one["code"] for one in theirs["clocks"]] == ["answer_at_sea"]
    allowed = {one["kind"] for one in theirs["acts"] if one["allowed"]}
    assert allowed == {"quick.acknowledge"}
    assert {one["kind"] for one in ours["acts"] if one["allowed"]} == {"quick.withdraw"}
    assert all(one["reason"] for one in (*ours["acts"], *theirs["acts"]) if not one["allowed"])


def test_filters(cast: Cast, talk: Talk) -> None:
    info = Talk(cast.recipient, cast.sender).run(*TO_NOTED)
    me, first, second = cast.sender.officer, str(talk.id), str(info.id)
    assert sorted(ids(me)) == sorted([second, first])
    assert ids(me, "box=out") == [first]
    assert ids(me, "family=info") == [second]
    assert ids(me, "type=flag_confirm&status=sent") == [first]
    assert ids(me, "ball=theirs") == [first]
    assert ids(me, "late=yes") == []
    assert sorted(ids(me, "q_country=np")) == sorted([second, first])
    assert ids(me, "q_country=EG") == []
    for wrong in ("box=x", "family=mla", "type=x", "status=draft", "ball=x", "late=1", "q_country=n%C3%A9"):
        answer = me.api().get(f"{URL}?{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_filter")
    assert me.api().get(f"{URL}?cursor=xx").json()["code"] == "bad_cursor"


def test_overdue_ones_are_found(cast: Cast, talk: Talk) -> None:
    acting = cast.recipient.officer.acting
    late = clock.now() + timedelta(hours=3)
    assert [row["overdue"] for row in page(acting, Filters(late="yes"), late).rows] == [True]
    talk.run("quick.acknowledge", "quick.answer")
    assert page(acting, Filters(late="yes"), late).rows == []


def test_pages_continue_without_a_gap(cast: Cast) -> None:
    told = [str(Talk(cast.sender, cast.recipient).run("quick.send").id) for _ in range(5)]
    acting, seen, cursor = cast.sender.officer.acting, [], ""
    while True:
        found = page(acting, Filters(cursor=cursor), clock.now(), limit=2)
        seen += [row["id"] for row in found.rows]
        if found.next is None:
            break
        cursor = found.next
    assert sorted(seen) == sorted(told)
    assert len(set(seen)) == 5


def test_queries_do_not_grow_with_the_rows(cast: Cast) -> None:
    acting, counts = cast.sender.officer.acting, []
    for _ in range(2):
        Talk(cast.sender, cast.recipient).run("quick.send")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(acting, Filters(), clock.now())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_waits_is_sorted_by_its_clock(cast: Cast) -> None:
    slow = Talk(cast.sender, cast.recipient, "nat_verify").run("quick.send")
    fast = Talk(cast.sender, cast.recipient, "board_auth").run("quick.send")
    mine = waiting(cast.recipient.officer.acting, clock.now())
    assert [one.pk for one in mine] == [fast.id, slow.id]
    assert waiting(cast.sender.officer.acting, clock.now()) == []


def test_table_is_served(cast: Cast) -> None:
    table = cast.sender.officer.api().get(f"{URL}table/").json()
    assert {one["code"] for one in table["types"]} >= {"nat_verify", "flag_confirm", "spontaneous"}


def test_observer_sees_where_it_is_and_may_not_act(cast: Cast, talk: Talk) -> None:
    assert cast.sender.observer
    browser = cast.sender.observer.browser()
    assert browser.get(f"/exchanges/{talk.id}/").status_code == 200
    assert browser.get(f"/exchanges/{talk.id}/act/withdraw/").status_code == 403
    assert browser.get("/exchanges/new/?type=nat_verify").status_code == 403


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_answer_in_each_language(cast: Cast, talk: Talk, language: str) -> None:
    browser = cast.recipient.officer.browser()
    browser.cookies["django_language"] = language
    places = ["", "?box=out", "?late=yes&box=all", "?status=bad", "?type=flag_confirm", "new/"]
    places += [f"new/?type={code}" for code in ("nat_verify", "board_auth", "info_10", "spontaneous", "bad")]
    places += [f"{talk.id}/", f"{talk.id}/act/acknowledge/"]
    for place in places:
        assert browser.get(f"/exchanges/{place}").status_code == 200, place
    with translation.override(language):
        assert browser.get(f"/exchanges/{talk.id}/act/nothing/").status_code == 404


def test_page_of_information_names_what_needs_consent_and_where_to_draft(cast: Cast) -> None:
    talk = Talk(cast.sender, cast.recipient)
    talk.do("info.send", facts={"handling": "H3"})
    talk.run("info.acknowledge")
    theirs = cast.recipient.officer.browser().get(f"/exchanges/{talk.id}/").content.decode()
    assert "Consent of the sender is needed" in theirs
    assert f"/requests/new/?information={talk.id}&amp;to={cast.sender.post.id}" in theirs
    ours = cast.sender.officer.browser().get(f"/exchanges/{talk.id}/").content.decode()
    assert "information=" not in ours


def test_nothing_sealed_is_in_tables_pages_or_log(
    cast: Cast, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    talk.run("quick.acknowledge", "quick.answer", "quick.close")
    marks = {"vessel": forms_of(HIDDEN), "text": forms_of(str(BODY["text"]))}
    shown = [
        talk.api(cast.sender.officer).get(f"{URL}{talk.id}/").content,
        talk.api(cast.sender.officer).get(URL).content,
        cast.sender.officer.browser().get(f"/exchanges/{talk.id}/").content,
        caplog.text.encode(),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - from the database
            shown.append(repr(cursor.fetchall()).encode())
    assert [data[:60] for data in shown if find(data, marks)] == []
    assert set(Notification.objects.values_list("target", flat=True)) >= {str(talk.id)}
    assert Exchange.objects.count() == 1
