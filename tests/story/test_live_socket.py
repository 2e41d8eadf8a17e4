"""A real server: an act rings the other side's open socket; one that is killed keeps what it confirmed."""

import asyncio
import json
import signal
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from hub.client.session import kept_token
from tests.story.world import World

pytestmark = pytest.mark.story


def address(world: World) -> str:
    """Where the socket is."""
    return world.hub.url.replace("http://", "ws://") + "/ws/"


def test_a_request_rings_at_the_other_side_and_survives_a_crash(world: World) -> None:
    token = kept_token(world.desk("np-officer").home)

    async def listen() -> tuple[str, list[Any]]:
        headers = {"Authorization": f"Bearer {token}"}
        async with connect(address(world), additional_headers=headers) as socket:
            request = await asyncio.to_thread(world.send_request, "rings")
            heard = [json.loads(await asyncio.wait_for(socket.recv(), 10))]
        return request, heard

    request, heard = asyncio.run(listen())
    assert heard == [{"kind": "mla.transmit", "id": request}]
    world.hub.stop(signal.SIGKILL)
    world.hub.start()
    assert world.desk("np-officer").run("show", request).returncode == 0


def test_the_socket_is_closed_to_strangers(world: World) -> None:
    async def knock(headers: dict[str, str]) -> int:
        try:
            async with connect(address(world), additional_headers=headers):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code

    for headers in ({}, {"Authorization": "Bearer hub_" + "x" * 43}, {"Origin": "https://elsewhere.example"}):
        assert asyncio.run(knock(headers)) == 403
