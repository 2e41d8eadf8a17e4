"""The one websocket: it says "look again", never what there is to see."""

import asyncio
import json
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from focal_points.models import Officer
from hub.notifications.actions import group_name
from hub.notifications.ringing import ringer
from messaging.queries import may_listen

NOT_SIGNED_IN = 4401
ENDED = 4403
NOT_FOUND = 4404


class Rings(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Joins the officer's own group and forwards kind and id. What a client sends is not read."""

    group = ""

    async def connect(self) -> None:
        """Join first and ask afterwards: an officer removed in between hears the close or is not let in."""
        officer = self.scope["user"]
        if not isinstance(officer, Officer):
            await self.close(NOT_SIGNED_IN)
            return
        ringer.serve_from(asyncio.get_running_loop())
        self.group = group_name(officer.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        if await database_sync_to_async(may_listen)(officer.pk):
            await self.accept()
        else:
            await self.close(NOT_SIGNED_IN)

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        del code
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def socket_ring(self, message: dict[str, Any]) -> None:
        """Forward kind and id, whatever else the message may hold."""
        await self.send(text_data=json.dumps({"kind": message["kind"], "id": message["id"]}))

    async def socket_close(self, message: dict[str, Any]) -> None:
        """The officer was removed: say so, and end at once."""
        del message
        await self.send(text_data=json.dumps({"type": "close"}))
        await self.close(ENDED)


class Nowhere(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Any other address."""

    async def connect(self) -> None:
        """Refuse."""
        await self.close(NOT_FOUND)
