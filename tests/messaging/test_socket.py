"""The socket: who gets in, what is heard, and how it ends."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client

from focal_points.models import AccessToken
from hub.base import clock
from hub.notifications.actions import ring, tell
from messaging.routing import sockets
from tests.cast import Cast
from tests.factories.people import PASSWORD
from tests.messaging.sockets import CLOSED, Headers, by_session, by_token, ending, silence, talk

pytestmark = pytest.mark.usefixtures("_one_connection")


def test_a_program_hears_kind_and_id_and_nothing_more(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    officer = cast.recipient.officer

    def act() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tell([officer.id], "mla.transmit", "case")
            ring([officer.id], {"type": "ring", "kind": "retrieved", "id": "event", "subject": "secret"})

    async def listen(socket: WebsocketCommunicator) -> list[Any]:
        await sync_to_async(act)()
        return [await socket.receive_json_from(), await socket.receive_json_from()]

    assert talk(by_token(officer), listen) == [
        {"kind": "mla.transmit", "id": "case"},
        {"kind": "retrieved", "id": "event"},
    ]


def test_a_ring_is_heard_only_by_those_it_is_for(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    def act() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            tell([cast.recipient.officer.id], "mla.transmit", "case")

    async def listen(socket: WebsocketCommunicator) -> bool:
        await sync_to_async(act)()
        return await silence(socket)

    assert talk(by_token(cast.stranger.officer), listen) is True


def test_nothing_is_sent_before_the_commit(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    officer = cast.recipient.officer

    def act() -> None:
        with django_capture_on_commit_callbacks(execute=False):
            tell([officer.id], "mla.transmit", "case")

    async def listen(socket: WebsocketCommunicator) -> bool:
        await sync_to_async(act)()
        return await silence(socket)

    assert talk(by_token(officer), listen) is True


def test_what_a_client_says_is_not_read(cast: Cast) -> None:
    async def speak(socket: WebsocketCommunicator) -> bool:
        await socket.send_to(text_data='{"type": "socket.close"}')
        await socket.send_to(bytes_data=b"\x00")
        return await silence(socket)

    assert talk(by_token(cast.sender.officer), speak) is True


def test_removal_closes_the_socket_at_once(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    leaver = cast.sender.leaver
    assert leaver is not None

    def remove() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            cast.sender.chancery.remove(leaver)

    async def listen(socket: WebsocketCommunicator) -> tuple[Any, Any]:
        await sync_to_async(remove)()
        heard: list[Any] = []
        while not heard or heard[-1]["type"] != "websocket.close":
            heard.append(await asyncio.wait_for(socket.receive_output(), 2))
        return heard[-2]["text"], heard[-1]["code"]

    headers = by_token(leaver)
    assert talk(headers, listen) == ('{"type": "close"}', 4403)
    assert talk(headers, silence) == 4401


@pytest.fixture
def after(django_capture_on_commit_callbacks: Any) -> Any:
    """Do something beside an open socket, commit, and hear how the socket ends."""

    def listen(act: Callable[[], Any]) -> Callable[[WebsocketCommunicator], Awaitable[Any]]:
        def committed() -> None:
            with django_capture_on_commit_callbacks(execute=True):
                act()

        async def listening(socket: WebsocketCommunicator) -> tuple[list[str], int]:
            await sync_to_async(committed)()
            return await ending(socket)

        return listening

    return listen


def test_an_ended_token_closes_its_socket_and_no_other(cast: Cast, after: Any) -> None:
    officer = cast.sender.officer
    headers, other = by_token(officer), by_token(officer)

    def end() -> None:
        said = {"Authorization": headers[0][1].decode()}
        assert Client().delete("/api/v1/tokens/current/", headers=said).status_code == 204

    async def both(socket: WebsocketCommunicator) -> tuple[Any, bool]:
        second = WebsocketCommunicator(sockets(), "/ws/", headers=other)
        await second.connect()
        try:
            return await after(end)(socket), await silence(second)
        finally:
            await second.disconnect()

    assert talk(headers, both) == (CLOSED, True)
    assert talk(headers, silence) == 4401


def test_signing_out_closes_the_sockets_of_that_browser(cast: Cast, after: Any) -> None:
    browser, other = cast.sender.officer.browser(), cast.sender.officer.browser()
    headers = by_session(browser)
    assert talk(headers, after(lambda: browser.post("/sign-out/"))) == CLOSED
    assert talk(headers, silence) == 4401
    assert talk(by_session(other), silence) is True


def test_a_new_password_closes_every_other_socket(cast: Cast, after: Any) -> None:
    officer, new = cast.sender.officer, "another horse battery staple"
    browser, other, program = officer.browser(), officer.browser(), by_token(officer)

    def change(password: str, following: str) -> Callable[[], None]:
        said = {"current": password, "password": following, "again": following}
        return lambda: _changed(browser, said)

    assert talk(by_session(other), after(change(PASSWORD, new))) == CLOSED
    assert talk(program, silence) == 4401
    assert talk(by_session(browser), after(change(new, PASSWORD))) == ([], 4408)
    assert talk(by_session(browser), silence) is True


def _changed(browser: Client, said: dict[str, str]) -> None:
    answer = browser.post("/account/password/", said)
    assert answer.status_code == 302, answer.content.decode()


def test_a_socket_ends_with_the_life_of_its_token(cast: Cast) -> None:
    headers = by_token(cast.sender.officer)
    AccessToken.objects.update(expires=clock.now() + timedelta(seconds=3))
    assert talk(headers, ending) == CLOSED


def test_a_browser_comes_in_with_its_session_from_its_own_site(cast: Cast) -> None:
    browser = cast.sender.officer.browser()
    assert talk(by_session(browser), silence) is True
    assert talk(by_session(browser, "https://elsewhere.example"), silence) == 1000
    assert talk(by_session(browser)[:1], silence) == 1000


@pytest.mark.parametrize(
    "headers",
    [
        [(b"authorization", b"Bearer hub_" + b"x" * 43)],
        [(b"authorization", b"Basic eDp5")],
        [(b"authorization", b"\xff")],
        [(b"origin", b"http://testserver"), (b"cookie", b"sessionid=none")],
    ],
)
@pytest.mark.django_db
def test_nobody_else_comes_in(headers: Headers) -> None:
    assert talk(headers, silence) == 4401


def test_a_token_that_may_not_read_hears_nothing(cast: Cast) -> None:
    assert talk(by_token(cast.sender.officer, scopes=("write",)), silence) == 4401


def test_there_is_one_address(cast: Cast) -> None:
    assert talk(by_token(cast.sender.officer), silence, "/ws/other/") == 4404
