"""The one websocket: it says "look again", never what there is to see."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from focal_points.models import Officer
from hub.base.clock import now
from hub.notifications.actions import group_name, session_group, token_group
from hub.notifications.ringing import ringer
from messaging.actions.presence import come, go
from messaging.queries.listening import Credential, Listening, listening
from messaging.sockets import LOST, sockets

NOT_SIGNED_IN = 4401
ENDED = 4403
AGAIN = 4408
NOT_FOUND = 4404


class Rings(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Joins the officer's own group and forwards kind and id. What a client sends is not read."""

    groups_joined: tuple[str, ...] = ()
    ending: asyncio.TimerHandle | None = None
    presence: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Without Redis nobody is let in: who has no socket knows that it must ask by itself."""
        try:
            await super().__call__(scope, receive, send)
        except LOST:
            await send({"type": "websocket.close", "code": AGAIN})

    async def connect(self) -> None:
        """Join first and ask afterwards: an officer removed in between hears the close or is not let in."""
        officer = self.scope["user"]
        if not isinstance(officer, Officer):
            await self.close(NOT_SIGNED_IN)
            return
        by = Credential(self.scope.get("token"), self.scope.get("session"))
        ringer.serve_from(asyncio.get_running_loop())
        await self._join(group_name(officer.pk), _own_group(by))
        found = await database_sync_to_async(listening)(officer.pk, by, now())
        if found is None:
            await self.close(NOT_SIGNED_IN)
            return
        await self.accept()
        await self._stay(officer, found)

    async def dispatch(self, message: dict[str, Any]) -> None:
        """A ring touches no database, so it does not wait for a thread to look after its connections."""
        ring = message["type"] == "socket.ring"
        await (self.socket_ring(message) if ring else super().dispatch(message))

    async def _join(self, *groups: str) -> None:
        self.groups_joined = groups
        for group in groups:
            await self.channel_layer.group_add(group, self.channel_name)

    async def _stay(self, officer: Officer, found: Listening) -> None:
        """Until the token or session ends by itself; colleagues at the post see that the officer is there."""
        loop, left = asyncio.get_running_loop(), (found.until - now()).total_seconds()
        self.ending = loop.call_later(left, lambda: loop.create_task(self.socket_close({})))
        here = database_sync_to_async(come)
        self.presence = await here(officer.pk, found.post, sockets.process, now())
        sockets.enter(self)

    async def disconnect(self, code: int) -> None:
        """Leave the groups."""
        del code
        if self.ending is not None:
            self.ending.cancel()
        if self.presence and sockets.leave(self):
            await database_sync_to_async(go)(self.presence, now())
        for group in self.groups_joined:
            with suppress(*LOST):
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
        await self.come_again()

    async def come_again(self) -> None:
        """End, so that the other side opens another one and reads what it missed."""
        await self.close(AGAIN)


def _own_group(by: Credential) -> str:
    return session_group(by.key) if by.token is None else token_group(by.token)


class Nowhere(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Any other address."""

    async def connect(self) -> None:
        """Refuse."""
        await self.close(NOT_FOUND)
