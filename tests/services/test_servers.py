"""The suite really ran on PostgreSQL and Redis, with the pool, when it says so."""

import asyncio

import pytest
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.services


@pytest.mark.django_db
def test_the_database_is_postgresql_with_a_pool() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
    assert connection.vendor == "postgresql"
    assert version >= 150000
    assert connection.settings_dict["OPTIONS"]["pool"]["max_size"] >= 1


def test_the_cache_is_redis() -> None:
    cache.set("services", "kept", 30)
    assert str(settings.CACHES["default"]["LOCATION"]).startswith("redis://")
    assert cache.get("services") == "kept"


def test_a_ring_reaches_its_group_through_redis() -> None:
    async def ring() -> dict[str, object]:
        layer = get_channel_layer()
        assert type(layer).__module__ == "channels_redis.pubsub"
        name = await layer.new_channel()
        await layer.group_add("services", name)
        await layer.group_send("services", {"type": "ring", "kind": "mla.draft"})
        heard: dict[str, object] = await asyncio.wait_for(layer.receive(name), 5)
        await layer.flush()
        return heard

    assert asyncio.run(ring()) == {"type": "ring", "kind": "mla.draft"}
