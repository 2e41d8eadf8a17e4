"""Matrix Synapse's driver: encrypted rooms by the client-server API, listening by long polling (/sync)."""

import asyncio
import hashlib
import hmac
import itertools
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from benchmarks.messaging.line import Line, packed
from benchmarks.messaging.workloads import Heard

SECRET = b"only for this measurement"
API = "/_matrix/client/v3"
NO_EVENTS: dict[str, list[str]] = {"types": []}


@dataclass
class User:
    """An account with a line to write and one to listen."""

    id: str
    write: Line
    read: Line


class Synapse:
    """A server at a port that lets accounts be registered with SECRET."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.numbers, self.prefix = itertools.count(), os.urandom(3).hex()
        self.users: list[User] = []

    async def setup(self, count: int) -> None:
        """Register accounts."""
        line = Line(self.port, "")
        for n in range(count):
            path, name = "/_synapse/admin/v1/register", f"u{self.prefix}{n}"
            _, said = await line.ask("GET", path)
            signed = hmac.new(SECRET, f"{said['nonce']}\0{name}\0pw\0notadmin".encode(), hashlib.sha1)
            body = {
                "nonce": said["nonce"],
                "username": name,
                "password": "pw",
                "admin": False,
                "mac": signed.hexdigest(),
            }
            status, said = await line.ask("POST", path, packed(body), Content_Type="application/json")
            assert status == 200, said
            token = said["access_token"]
            self.users.append(User(said["user_id"], Line(self.port, token), Line(self.port, token)))

    async def make_room(self, owner: User, members: list[User]) -> str:
        """An encrypted room that all of them have joined."""
        state = [
            {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}},
            {"type": "m.room.join_rules", "state_key": "", "content": {"join_rule": "public"}},
        ]
        said = await self._ask(
            owner, "POST", "/createRoom", {"preset": "private_chat", "initial_state": state}
        )
        for user in members:
            await self._ask(user, "POST", f"/join/{quote(said['room_id'])}", {})
        return str(said["room_id"])

    async def send(self, user: User, room: str, text: str) -> None:
        """One event with the text as ciphertext."""
        path = f"/rooms/{quote(room)}/send/m.room.encrypted/{self.prefix}{next(self.numbers)}"
        content = {
            "algorithm": "m.megolm.v1.aes-sha2",
            "ciphertext": text,
            "device_id": "D",
            "sender_key": "k",
            "session_id": "s",
        }
        await self._ask(user, "PUT", path, content)

    async def _ask(self, user: User, method: str, path: str, body: Any) -> Any:
        status, said = await user.write.ask(method, API + path, packed(body), Content_Type="application/json")
        assert status == 200, said
        return said

    async def listen(self, user: User, room: str, heard: Heard) -> "asyncio.Task[None]":
        """Poll from now on."""
        wanted = {
            "presence": NO_EVENTS, "account_data": NO_EVENTS,
            "room": {
                "rooms": [room], "ephemeral": NO_EVENTS, "account_data": NO_EVENTS,
                "timeline": {"limit": 100},
            },
        }  # fmt: skip
        query = {"filter": orjson.dumps(wanted).decode()}
        _, said = await user.read.get(f"{API}/sync?" + urlencode({**query, "timeout": 0}))
        return asyncio.create_task(self._poll(user, room, heard, query, said["next_batch"]))

    async def _poll(self, user: User, room: str, heard: Heard, query: dict[str, str], since: str) -> None:
        while True:
            path = f"{API}/sync?" + urlencode({**query, "timeout": 30000, "since": since})
            _, said = await user.read.get(path)
            since = said["next_batch"]
            timeline = said.get("rooms", {}).get("join", {}).get(room, {}).get("timeline", {})
            for event in timeline.get("events", ()):
                if event["type"] == "m.room.encrypted":
                    heard(event["content"]["ciphertext"])

    async def unlisten(self, listening: "asyncio.Task[None]") -> None:
        """Stop polling."""
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    async def history(self, user: User, room: str, count: int) -> int:
        """The newest events."""
        _, said = await user.write.get(f"{API}/rooms/{quote(room)}/messages?dir=b&limit={count}")
        return len(said["chunk"])

    async def upload(self, user: User, data: bytes) -> str:
        """Ciphertext into the media store."""
        status, said = await user.write.ask(
            "POST", "/_matrix/media/v3/upload", data, Content_Type="application/octet-stream"
        )
        assert status == 200, said
        return str(said["content_uri"]).removeprefix("mxc://")

    async def download(self, user: User, file: str) -> int:
        """And out again."""
        return len(await user.write.fetch(f"/_matrix/client/v1/media/download/{file}"))

    async def close(self) -> None:
        """Hang up."""
        for user in self.users:
            await user.write.close()
            await user.read.close()
