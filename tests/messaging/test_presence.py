"""Who is there: told to the colleagues at the same post and to nobody else, from every server process."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator

from focal_points.models import Seat
from hub.base import clock
from messaging.actions.presence import FORGOTTEN, SLOWLY, come, go, stay
from messaging.models import Presence
from messaging.queries.presence import LASTS
from messaging.routing import sockets as application
from messaging.sockets import keep_present, sockets
from tests.cast import Cast
from tests.factories.people import Person
from tests.messaging.sockets import by_session, by_token, silence, talk

pytestmark = pytest.mark.usefixtures("_one_connection")


def seen_by(person: Person) -> list[str]:
    """Who is there, by name, for somebody."""
    answer = person.api().get("/api/v1/presence/")
    assert answer.status_code == 200, answer.content
    return [one["name"] for one in answer.json()["online"]]


def test_only_colleagues_at_the_post_see_that_somebody_is_there(cast: Cast) -> None:
    def look() -> list[list[str]]:
        side = cast.sender
        assert side.observer
        outside = (cast.recipient.officer, cast.stranger.officer, cast.secretariat.admin)
        return [seen_by(person) for person in (side.approver, side.observer, *outside)]

    async def listen(socket: WebsocketCommunicator) -> list[list[str]]:
        del socket
        return await sync_to_async(look)()

    mine = [cast.sender.officer.name]
    assert talk(by_token(cast.sender.officer), listen) == [mine, mine, [], [], []]


def test_colleagues_are_rung_once_and_nobody_else_is(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    officer, now, post = cast.sender.officer, clock.now(), cast.sender.post.id

    def arrive(times: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            for process in range(times):
                come(officer.id, post, f"process {process}", now)

    async def listen(socket: WebsocketCommunicator) -> tuple[Any, bool, bool]:
        await socket.receive_nothing(0.05)
        other = WebsocketCommunicator(application(), "/ws/", headers=elsewhere)
        await other.connect()
        try:
            await sync_to_async(arrive)(2)
            return await socket.receive_json_from(), await silence(socket), await silence(other)
        finally:
            await other.disconnect()

    elsewhere = by_token(cast.recipient.officer)
    heard = talk(by_token(cast.sender.approver), listen)
    assert heard == ({"kind": "presence", "id": str(post)}, True, True)


def test_two_processes_and_one_of_them_is_killed(cast: Cast) -> None:
    officer, post, begun = cast.sender.officer, cast.sender.post.id, clock.now() - LASTS
    come(officer.id, post, "killed", begun)
    assert seen_by(cast.sender.approver) == []
    row = come(officer.id, post, "alive", begun)
    stay({row}, clock.now())
    assert seen_by(cast.sender.approver) == [officer.name]
    stay({row}, begun + FORGOTTEN + timedelta(seconds=1))
    assert list(Presence.objects.values_list("process", flat=True)) == ["alive"]


def test_leaving_is_slow_so_that_the_next_page_makes_no_noise(cast: Cast) -> None:
    officer, post, now = cast.sender.officer, cast.sender.post.id, clock.now()
    row = come(officer.id, post, "one", now)
    go(row, now)
    assert seen_by(cast.sender.approver) == [officer.name]
    go(row, now - SLOWLY)
    assert seen_by(cast.sender.approver) == []


def test_a_closed_socket_lets_its_officer_go_unless_there_is_another(cast: Cast) -> None:
    officer = cast.sender.officer
    first, second = by_token(officer), by_session(officer.browser())

    def left() -> bool:
        return Presence.objects.get().seen < clock.now() - timedelta(seconds=30)

    async def both(socket: WebsocketCommunicator) -> bool:
        other = WebsocketCommunicator(application(), "/ws/", headers=second)
        await other.connect()
        await silence(other)
        assert len(sockets.open) == 2
        await other.disconnect()
        del socket
        return await sync_to_async(left)()

    assert talk(first, both) is False
    assert left() is True
    assert not sockets.open


def test_the_beat_keeps_those_with_an_open_socket(cast: Cast) -> None:
    async def wait(socket: WebsocketCommunicator) -> None:
        await silence(socket)
        await sync_to_async(Presence.objects.update)(seen=clock.now() - LASTS)
        await keep_present({one.presence for one in sockets.open}, clock.now())

    talk(by_token(cast.sender.officer), wait)
    assert Presence.objects.count() == 1


def test_a_removed_officer_is_not_there_any_more(cast: Cast) -> None:
    leaver = cast.sender.leaver
    assert leaver
    come(leaver.id, cast.sender.post.id, "one", clock.now())
    assert seen_by(cast.sender.approver) == [leaver.name]
    cast.sender.chancery.remove(leaver)
    assert seen_by(cast.sender.approver) == []


def test_a_browser_is_present_at_the_post_it_acts_for(cast: Cast) -> None:
    side = cast.sender
    second = side.chancery.add_post("Prosecution", "prosecution")
    side.chancery.seat(side.officer, second, "officer")
    browser = side.officer.browser()
    assert browser.post("/post/", {"focal_point": str(second.id)}).status_code == 302
    talk(by_session(browser), silence)
    assert Presence.objects.get().focal_point_id == second.id
    assert Seat.objects.filter(officer=side.officer.id, to_seq__isnull=True).count() == 2
