"""The hub's driver: every message is sealed to all posts, signed, sent through the door, and opened."""

import asyncio
import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import connect

from benchmarks.messaging.hub_people import Seat
from benchmarks.messaging.line import Line, packed
from benchmarks.messaging.workloads import Heard
from hub.encryption import dsse
from hub.encryption.blocks import BLOCK
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.event import (
    FileSource,
    OpenedEvent,
    Recipient,
    SealedEvent,
    Sender,
    build_event,
    open_event,
    open_file,
)
from hub.encryption.keys import OfficerKeys, keyid
from hub.encryption.manifest import Manifest
from hub.encryption.seeds import FocalPointKey

ZERO = "0" * 64
Head = tuple[int, str]


@dataclass
class User:
    """An officer with a device: private keys, the post's key, and two lines to the hub."""

    seat: Seat
    keys: OfficerKeys
    post: FocalPointKey
    write: Line
    read: Line
    heads: dict[str, Head] = field(default_factory=dict)


@dataclass(frozen=True)
class Room:
    """A conversation: its stream, and the posts to seal to."""

    id: str
    receivers: tuple[Recipient, ...]

    @property
    def path(self) -> str:
        """Where its events are."""
        return f"/api/v1/streams/{self.id}/events/"


class Hub:
    """One hub at a port; its officers were made before."""

    def __init__(self, name: str, port: int, hub: str, seats: list[Seat]) -> None:
        self.name, self.port, self.hub, self.seats = name, port, hub, seats
        self.users: list[User] = []
        self.signers: dict[str, bytes] = {}
        self.publics: dict[str, bytes] = {}

    async def setup(self, count: int) -> None:
        """Give every officer a device."""
        for seat in self.seats[:count]:
            keys, post = (
                OfficerKeys.from_bytes(seat.kem, seat.sig),
                FocalPointKey(self.hub, seat.post, 1, seat.seed),
            )
            lines = (Line(self.port, seat.token), Line(self.port, seat.token))
            self.users.append(User(seat, keys, post, *lines))
            self.signers[seat.officer] = keys.public.sig
            self.publics[keys.public.keyid] = keys.public.sig

    async def make_room(self, owner: User, members: list[User]) -> Room:
        """Open a conversation of the posts of these officers."""
        posts = {user.seat.post: user.post for user in (owner, *members)}
        to = tuple(Recipient(name, 1, posts[name].kem_public) for name in sorted(posts))
        room = Room(str(uuid4()), to)
        facts = {"members": sorted(posts), "policy": "one", "about": None}
        sealed = self._seal(owner, room, "thread.open", facts, _body("The vessel", ""), (-1, ZERO))
        await self._post(owner, room, sealed)
        for user in (owner, *members):
            user.heads[room.id] = (0, sealed.hash)
        return room

    async def send(self, user: User, room: Room, text: str) -> None:
        """Seal, sign and post; where others were first, check the newest act, sign again and post again."""
        facts = {"mentions": [], "urgent": False}
        sealed = self._seal(user, room, "thread.say", facts, _body("", text), user.heads[room.id])
        while True:
            status, said = await user.write.post(room.path, _posted(sealed))
            if status == 201:
                user.heads[room.id] = (said["seq"], sealed.hash)
                return
            assert (status, said["code"]) == (409, "seq_taken"), said
            user.heads[room.id] = self._head(user, room, said["head"])
            sealed = _again(user, sealed, user.heads[room.id])

    def _seal(
        self, user: User, room: Room, kind: str, facts: Json, body: Json, head: Head, files: Any = ()
    ) -> SealedEvent:
        seat = user.seat
        return build_event(
            keys=user.keys, hub=self.hub, stream=room.id, event=str(uuid4()), kind=kind, seq=head[0] + 1,
            prev=head[1], sender=Sender(seat.post, seat.officer, seat.chain_seq), recipients=room.receivers,
            body=body, files=files, facts={"thread": room.id, **facts}, handling="H0",
            created=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )  # fmt: skip

    def _head(self, user: User, room: Room, said: Json) -> Head:
        """The newest act: a member signed it for this conversation and the same posts, after what is known.

        What lies between is opened and checked elsewhere, by the reader.
        """
        manifest = Manifest.parse(dsse.verify(said["envelope"], dsse.EVENT, self.publics))
        assert dsse.signers(said["envelope"]) == [keyid(self.signers[manifest.sender.officer])]
        posts = [one.focal_point for one in room.receivers]
        assert (manifest.stream, manifest.kind) == (room.id, "thread.say")
        assert [one.focal_point for one in manifest.recipients] == posts
        assert manifest.seq > user.heads[room.id][0]
        return manifest.seq, dsse.envelope_hash(said["envelope"])

    async def _post(self, user: User, room: Room, sealed: SealedEvent) -> None:
        status, said = await user.write.post(room.path, _posted(sealed))
        assert status == 201, said

    async def listen(self, user: User, room: Room, heard: Heard) -> "asyncio.Task[None]":
        """Hold a socket; when it rings, read after the last place and open what is there."""
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._listen(user, room, heard, ready))
        await asyncio.wait_for(ready, 30)
        return task

    async def _listen(self, user: User, room: Room, heard: Heard, ready: "asyncio.Future[None]") -> None:
        headers = {"Authorization": f"Bearer {user.seat.token}"}
        address, seq = f"ws://127.0.0.1:{self.port}/ws/", user.heads[room.id][0]
        async with connect(address, additional_headers=headers, proxy=None, compression=None) as line:
            ready.set_result(None)
            async for frame in line:
                if json.loads(frame)["id"] != room.id:
                    continue
                _, page = await user.read.get(f"{room.path}?after={seq}&limit=200&inline=yes")
                for event in page["events"]:
                    seq = event["seq"]
                    heard(self._open(user, event).body["text"])

    def _open(self, user: User, event: Json) -> OpenedEvent:
        """Signature, wraps, ciphertext and what the manifest says: all checked, then opened."""
        sender = Manifest.parse(dsse.peek(event["envelope"])[1]).sender
        part = unb64(event["parts"][0]["data"])
        place = (user.post.kem_private, user.seat.post, 1)
        return open_event(event["envelope"], event["all_wraps"], self.signers[sender.officer], *place, part)

    async def unlisten(self, listening: "asyncio.Task[None]") -> None:
        """Hang up."""
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening

    async def history(self, user: User, room: Room, count: int) -> int:
        """The newest messages with their ciphertext."""
        _, page = await user.read.get(f"{room.path}?before=2147483647&limit={count}&inline=yes")
        return len(page["events"])

    async def upload(self, user: User, data: bytes) -> tuple[Room, SealedEvent, list[bytes]]:
        """Seal a file, upload it in blocks, and post the message that it belongs to."""
        room = await self.make_room(user, [self.users[1]])
        files = [FileSource("evidence.bin", "application/octet-stream", data)]
        head = user.heads[room.id]
        facts = {"mentions": [], "urgent": False}
        sealed = self._seal(user, room, "thread.say", facts, _body("", "See the file."), head, files)
        part = sealed.parts[1]
        assert isinstance(part.source, bytes)
        asked = {"stream": room.id, "event": sealed.manifest.event, "n": 1, "length": part.length}
        status, upload = await user.write.ask(
            "POST", "/api/v1/uploads/", packed(asked), Content_Type="application/json"
        )
        assert status == 201, upload
        for index in range(0, part.length, BLOCK):
            block = part.source[index : index + BLOCK]
            path = f"/api/v1/uploads/{upload['id']}/blocks/{index // BLOCK}/"
            status, said = await user.write.ask(
                "PUT", path, block, X_Block_SHA256=hashlib.sha256(block).hexdigest(),
                Content_Type="application/octet-stream",
            )  # fmt: skip
            assert status == 204, said
        await self._post(user, room, sealed)
        return room, sealed, []

    async def download(self, user: User, file: tuple[Room, SealedEvent, list[bytes]]) -> int:
        """Fetch the sealed file and open it."""
        room, sealed, _ = file
        data = await user.read.fetch(f"{room.path}{sealed.manifest.event}/parts/1/")
        _, event = await user.read.get(f"{room.path}?after=0&limit=1&inline=yes")
        out = BytesIO()
        open_file(self._open(user, event["events"][0]), 1, BytesIO(data), out)
        return len(out.getvalue())

    async def close(self) -> None:
        """Hang up all lines."""
        for user in self.users:
            await user.write.close()
            await user.read.close()


def _body(subject: str, text: str) -> Json:
    return {"subject": subject, "reference": "", "text": text, "fields": {}}


def _posted(sealed: SealedEvent) -> bytes:
    parts = [
        {"n": one.n, "data": b64(one.source)} for one in sealed.parts[:1] if isinstance(one.source, bytes)
    ]
    return packed({"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts})


def _again(user: User, sealed: SealedEvent, head: Head) -> SealedEvent:
    """The same sealed message, signed for the next place."""
    manifest = replace(sealed.manifest, seq=head[0] + 1, prev=head[1])
    envelope = dsse.sign(dsse.EVENT, manifest.canonical(), [(user.keys.public.keyid, user.keys.sig)])
    return replace(sealed, envelope=envelope, manifest=manifest, hash=dsse.envelope_hash(envelope))
