"""Without Redis nobody is let in, so that whoever has no socket knows to ask by itself."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from redis.exceptions import RedisError

from messaging.sockets import ASK, Sockets, ask_until_lost
from tests import machine
from tests.cast import Cast
from tests.messaging.sockets import by_token, silence, talk
from tests.services.servers import RestartedRedis, folder, free_port


def test_no_socket_without_redis(cast: Cast) -> None:
    nowhere = {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer"}
    config = {"hosts": [f"redis://127.0.0.1:{free_port()}"]}
    with override_settings(CHANNEL_LAYERS={"default": {**nowhere, "CONFIG": config}}):
        assert talk(by_token(cast.sender.officer), silence) == 4408


class Held:
    """A socket that notes how it was ended."""

    presence = 1

    def __init__(self) -> None:
        self.ended = asyncio.Event()

    async def come_again(self) -> None:
        """Note it."""
        self.ended.set()


@pytest.mark.services
def test_every_socket_ends_when_redis_is_another_one() -> None:
    program = machine.redis()
    assert isinstance(program, Path)

    async def watch(redis: RestartedRedis) -> bool:
        mine, held = Sockets(redis.address), Held()
        mine.enter(held)
        await asyncio.sleep(2 * ASK)
        before = held.ended.is_set()
        redis.kill()
        redis.start()
        await asyncio.wait_for(held.ended.wait(), 3 * ASK)
        mine.leave(held)
        return before

    with folder() as where, RestartedRedis(program, where) as redis:
        assert asyncio.run(watch(redis)) is False


def test_a_redis_that_cannot_be_reached_is_lost() -> None:
    async def ask() -> Any:
        await asyncio.wait_for(ask_until_lost(f"redis://127.0.0.1:{free_port()}"), 3 * ASK)

    with pytest.raises(RedisError):
        asyncio.run(ask())
