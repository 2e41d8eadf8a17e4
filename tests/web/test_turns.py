"""Turns at a stream: in order, one at a time, and never for long."""

import asyncio

from hub.web.turns import LONGEST_LINE, MOMENT, Turns


def test_who_waits_goes_in_order() -> None:
    async def run() -> list[bytes]:
        turns, gone = Turns(), []

        async def late(who: bytes) -> None:
            await turns.come("s", who)
            gone.append(who)
            turns.leave("s", who)

        await turns.come("s", b"first")
        others = [asyncio.ensure_future(late(who)) for who in (b"a", b"b", b"c")]
        await asyncio.sleep(0)
        assert turns.others("s", b"d")
        assert not turns.others("s", b"first")
        assert not turns.others("elsewhere", b"d")
        gone.append(b"first")
        turns.leave("s", b"first")
        await asyncio.gather(*others)
        assert not turns.lines
        return gone

    assert asyncio.run(run()) == [b"first", b"a", b"b", b"c"]


def test_a_turn_ends_by_itself() -> None:
    async def run() -> float:
        turns, loop = Turns(), asyncio.get_running_loop()
        await turns.come("s", b"slow")
        turns.keep("s", b"slow")
        began = loop.time()
        await turns.come("s", b"next")
        waited = loop.time() - began
        turns.leave("s", b"slow")
        assert not turns.others("s", b"next")
        turns.leave("s", b"next")
        assert not turns.lines
        return waited

    assert MOMENT * 0.9 <= asyncio.run(run()) < MOMENT * 20


def test_who_hung_up_is_passed_over() -> None:
    async def run() -> None:
        turns = Turns()
        await turns.come("s", b"first")
        gone = asyncio.ensure_future(turns.come("s", b"gone"))
        stays = asyncio.ensure_future(turns.come("s", b"stays"))
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        turns.leave("s", b"first")
        await asyncio.wait_for(stays, 1)
        assert turns.lines["s"].first == b"stays"

    asyncio.run(run())


def test_the_line_has_an_end() -> None:
    async def run() -> None:
        turns = Turns()
        await turns.come("s", b"first")
        waiting = [asyncio.ensure_future(turns.come("s", b"%d" % n)) for n in range(LONGEST_LINE)]
        await asyncio.sleep(0)
        assert not turns.others("s", b"one more")
        await asyncio.wait_for(turns.come("s", b"one more"), 1)
        for one in waiting:
            one.cancel()

    asyncio.run(run())


def test_who_does_not_come_back_is_not_waited_for_again() -> None:
    async def run() -> list[float]:
        turns, loop, waits = Turns(), asyncio.get_running_loop(), []
        for _ in range(2):
            await turns.come("s", b"absent")
            turns.keep("s", b"absent")
            began = loop.time()
            await turns.come("s", b"next")
            waits.append(loop.time() - began)
            turns.done("s", b"next")
        turns.done("s", b"absent")
        assert not turns.absent
        return waits

    first, second = asyncio.run(run())
    assert first >= MOMENT * 0.9 > second
