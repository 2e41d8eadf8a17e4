"""Inbox rows, and rings that reach a loop from any thread."""

import asyncio
import threading

import pytest

from hub.notifications.actions import mark_read, tell
from hub.notifications.models import Notification
from hub.notifications.ringing import Ringer
from tests.cast import Cast


def test_everybody_is_told_once(cast: Cast) -> None:
    officer, approver = cast.sender.officer.id, cast.sender.approver.id
    tell([officer, approver, officer], "mla.submit", "case")
    tell([], "mla.submit", "case")
    assert Notification.objects.filter(kind="mla.submit", target="case").count() == 2
    assert (mark_read(officer, "case"), mark_read(officer, "case")) == (1, 0)
    assert Notification.objects.filter(target="case", read_at__isnull=True).get().officer_id == approver


def test_rings_of_one_process_share_a_loop() -> None:
    ringer, done, loops = Ringer(), threading.Event(), []

    async def note() -> None:
        loops.append(asyncio.get_running_loop())
        if len(loops) == 2:
            done.set()

    ringer.send(note)
    ringer.send(note)
    assert done.wait(2)
    assert loops[0] is loops[1]


def test_rings_go_to_the_loop_of_the_sockets_while_it_runs() -> None:
    ringer = Ringer()
    where: list[asyncio.AbstractEventLoop] = []

    async def note() -> None:
        where.append(asyncio.get_running_loop())

    async def serve() -> asyncio.AbstractEventLoop:
        ringer.serve_from(asyncio.get_running_loop())
        await asyncio.to_thread(ringer.send, note)
        await asyncio.sleep(0.05)
        return asyncio.get_running_loop()

    loop = asyncio.run(serve())
    assert where == [loop]


def test_a_lost_ring_is_logged_and_hurts_nobody(caplog: pytest.LogCaptureFixture) -> None:
    ringer, done = Ringer(), threading.Event()

    async def fail() -> None:
        done.set()
        raise ConnectionError("no Redis")

    ringer.send(fail)
    assert done.wait(2)
    for _ in range(50):
        if "A ring was lost" in caplog.text:
            break
        threading.Event().wait(0.02)
    assert "no Redis" in caplog.text
