"""The one websocket: it says "look again", never what there is to see."""

import asyncio
import json
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from focal_points.models import Officer
from hub.base.clock import now
from hub.notifications.actions import group_name, session_group, token_group
from hub.notifications.ringing import ringer
from messaging.queries import listens_until

NOT_SIGNED_IN = 4401
ENDED = 4403
AGAIN = 4408
NOT_FOUND = 4404


class Rings(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Joins the officer's own group and forwards kind and id. What a client sends is not read."""

    groups_joined: tuple[str, ...] = ()
    ending: asyncio.TimerHandle | None = None

    async def connect(self) -> None:
        """Join first and ask afterwards: an officer removed in between hears the close or is not let in."""
        officer = self.scope["user"]
        if not isinstance(officer, Officer):
            await self.close(NOT_SIGNED_IN)
            return
        loop, token, session = asyncio.get_running_loop(), self.scope.get("token"), self._session()
        ringer.serve_from(loop)
        own = session_group(session) if token is None else token_group(token)
        await self._join(group_name(officer.pk), own)
        until = await database_sync_to_async(listens_until)(officer.pk, token, session, now())
        if until is None:
            await self.close(NOT_SIGNED_IN)
            return
        await self.accept()
        left = (until - now()).total_seconds()
        self.ending = loop.call_later(left, lambda: loop.create_task(self.socket_close({})))

    def _session(self) -> str:
        return str(getattr(self.scope.get("session"), "session_key", "") or "")

    async def _join(self, *groups: str) -> None:
        self.groups_joined = groups
        for group in groups:
            await self.channel_layer.group_add(group, self.channel_name)

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        del code
        if self.ending is not None:
            self.ending.cancel()
        for group in self.groups_joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def socket_ring(self, message: dict[str, Any]) -> None:
        """Forward kind and id, whatever else the message may hold."""
        await self.send(text_data=json.dumps({"kind": message["kind"], "id": message["id"]}))

    async def socket_close(self, message: dict[str, Any]) -> None:
        """The officer was removed, or the session or token has ended: say so, and end at once."""
        del message
        await self.send(text_data=json.dumps({"type": "close"}))
        await self.close(ENDED)

    async def socket_again(self, message: dict[str, Any]) -> None:
        """The session goes on under another key: end, so that the browser comes back with it."""
        del message
        await self.close(AGAIN)


class Nowhere(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Any other address."""

    async def connect(self) -> None:
        """Refuse."""
        await self.close(NOT_FOUND)
