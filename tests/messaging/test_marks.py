"""Who hears that a post has read on: its own people and the other members; a leaver's marks are its own."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from channels.testing import WebsocketCommunicator

from messaging.actions.marks import mark_read
from messaging.routing import sockets
from tests.cast import Cast
from tests.factories.people import Person
from tests.messaging.sockets import by_token
from tests.messaging.talking import Talking

pytestmark = pytest.mark.usefixtures("_one_connection")


@pytest.fixture
def chat(cast: Cast) -> Talking:
    """All three States; Egypt has left."""
    made = Talking(cast.sender, cast.recipient).open()
    made.admit(cast.stranger, by=cast.sender)
    made.do("thread.leave", by=cast.stranger)
    made.say(cast.sender)
    return made


@pytest.fixture
def heard(chat: Talking, django_capture_on_commit_callbacks: Any) -> Any:
    """Whether each listener hears of the mark that `by` makes; a frame holds kind and id and nothing else."""

    def mark(by: Person, seq: int) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            mark_read(chat.row, seq, by=by.acting)

    async def listen(by: Person, seq: int, listeners: list[Person]) -> list[bool]:
        lines = []
        for person in listeners:
            headers = await sync_to_async(by_token)(person)
            lines.append(WebsocketCommunicator(sockets(), "/ws/", headers=headers))
            await lines[-1].connect()
        await sync_to_async(mark)(by, seq)
        told = [not await line.receive_nothing(0.2, 0.02) for line in lines]
        frames = [await line.receive_json_from() for line, rung in zip(lines, told, strict=True) if rung]
        assert all(frame == {"kind": "thread.read", "id": str(chat.id)} for frame in frames)
        for line in lines:
            await line.disconnect()
        return told

    return listen


def test_a_mark_is_rung_to_members_only(cast: Cast, heard: Any) -> None:
    listeners = [
        cast.sender.approver,
        cast.recipient.officer,
        cast.stranger.officer,
        cast.secretariat.officer,
    ]
    rung = async_to_sync(heard)
    assert rung(cast.recipient.approver, 3, listeners) == [True, True, False, False]
    assert rung(cast.recipient.approver, 2, listeners) == [False] * 4
    assert rung(cast.stranger.approver, 2, listeners) == [False, False, True, False]
