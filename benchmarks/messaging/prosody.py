"""Prosody's driver: XMPP group chat over websockets (RFC 7395), archived by the server (XEP-0313).

A message counts as acknowledged when the room reflects it to its sender, which is after it was archived.
"""

import asyncio
import base64
import itertools
import os
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

from benchmarks.messaging.line import Line
from benchmarks.messaging.workloads import Heard

HOST, ROOMS, FILES = "bench.local", "muc.bench.local", "up.bench.local"
OPEN = f"<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='{HOST}' version='1.0'/>"
BIND = (
    "<iq xmlns='jabber:client' type='set' id='bind'>"
    "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind></iq>"
)
HISTORY = (
    "<iq xmlns='jabber:client' type='set' id='{id}' to='{room}'><query xmlns='urn:xmpp:mam:2' queryid='{id}'>"
    "<set xmlns='http://jabber.org/protocol/rsm'><max>{count}</max><before/></set></query></iq>"
)
SLOT = (
    "<iq xmlns='jabber:client' type='get' id='{id}' to='"
    + FILES
    + "'><request xmlns='urn:xmpp:http:upload:0'"
    " filename='{id}.bin' size='{size}' content-type='application/octet-stream'/></iq>"
)
FROM = re.compile(r"""\bfrom=['"]([^'"/]+)(?:/([^'"]*))?['"]""")
ID = re.compile(r"""^<[^>]*?\sid=['"]([^'"]+)['"]""")
TEXT = re.compile(r"<body>([^<]*)</body>")
QUERY = re.compile(r"""queryid=['"]([^'"]+)""")


@dataclass
class User:
    """One connected account; `waiting` holds what its next answers are for."""

    name: str
    line: ClientConnection
    waiting: dict[str, "asyncio.Future[str]"] = field(default_factory=dict)
    heard: dict[str, Heard] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)

    async def read(self) -> None:
        """Sort what comes in, until the line ends."""
        async for frame in self.line:
            said = str(frame)
            if said.startswith("<message"):
                self._message(said)
            elif said.startswith("<iq") and (found := ID.search(said)):
                self._answer(found[1], said)
            elif said.startswith("<presence") and ("'110'" in said or '"110"' in said):
                place = FROM.search(said)
                self._answer(f"join {place[1]}" if place else "", said)

    def _message(self, said: str) -> None:
        if "urn:xmpp:mam:2" in said:
            if query := QUERY.search(said):
                self.found[query[1]] = self.found.get(query[1], 0) + 1
            return
        place, text, number = FROM.search(said), TEXT.search(said), ID.search(said)
        if place and place[2] == self.name:
            self._answer(number[1] if number else "", said)
        elif place and text and place[1] in self.heard:
            self.heard[place[1]](text[1])

    def _answer(self, name: str, said: str) -> None:
        waiting = self.waiting.pop(name, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(said)

    async def ask(self, name: str, text: str) -> str:
        """Send, and wait for what answers it."""
        waiting = self.waiting[name] = asyncio.get_running_loop().create_future()
        await self.line.send(text)
        return await asyncio.wait_for(waiting, 30)


class Prosody:
    """A server at a port with the accounts u0, u1, … and the password pw."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self.port = name, port
        self.numbers, self.prefix = itertools.count(), os.urandom(3).hex()
        self.users: list[User] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def setup(self, count: int) -> None:
        """Sign all in."""
        for n in range(count):
            self.users.append(await self._sign_in(f"u{n}"))
        self.tasks = [asyncio.create_task(user.read()) for user in self.users]

    async def _sign_in(self, name: str) -> User:
        address = f"ws://127.0.0.1:{self.port}/xmpp-websocket"
        line = await connect(address, subprotocols=["xmpp"], max_size=None, compression=None, proxy=None)  # type: ignore[list-item]
        token = base64.b64encode(f"\0{name}\0pw".encode()).decode()
        sasl = f"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{token}</auth>"
        for text, answers in ((OPEN, 2), (sasl, 1), (OPEN, 2), (BIND, 1)):
            await line.send(text)
            said = [str(await line.recv()) for _ in range(answers)]
        assert "result" in said[0], said
        await line.send("<presence xmlns='jabber:client'/>")
        return User(name, line)

    async def make_room(self, owner: User, members: list[User]) -> str:
        """A room that all of them have entered."""
        room = f"r{self.prefix}{next(self.numbers)}@{ROOMS}"
        for user in (owner, *members):
            enter = (
                f"<presence xmlns='jabber:client' to='{room}/{user.name}'>"
                "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>"
            )
            await user.ask(f"join {room}", enter)
        return room

    async def send(self, user: User, room: str, text: str) -> None:
        """One message with the text as its body."""
        name = f"m{next(self.numbers)}"
        said = await user.ask(
            name,
            f"<message xmlns='jabber:client' type='groupchat' to='{room}' id='{name}'>"
            f"<body>{text}</body></message>",
        )
        assert "type='error'" not in said, said

    async def listen(self, user: User, room: str, heard: Heard) -> tuple[User, str]:
        """The line is open already."""
        user.heard[room] = heard
        return user, room

    async def unlisten(self, listening: tuple[User, str]) -> None:
        """Hear no more of the room."""
        listening[0].heard.pop(listening[1], None)

    async def history(self, user: User, room: str, count: int) -> int:
        """The newest messages of the archive."""
        name = f"q{next(self.numbers)}"
        await user.ask(name, HISTORY.format(id=name, room=room, count=count))
        return user.found.pop(name, 0)

    async def upload(self, user: User, data: bytes) -> str:
        """A slot, and the bytes into it (XEP-0363)."""
        name = f"s{next(self.numbers)}"
        said = await user.ask(name, SLOT.format(id=name, size=len(data)))
        put, get = (re.search(rf"<{verb}[^>]*url=['\"]([^'\"]+)", said) for verb in ("put", "get"))
        signed = re.search(r"<header name=['\"]Authorization['\"]>Bearer ([^<]+)", said)
        assert put, said
        assert get, said
        line = Line(self.port, signed[1] if signed else "")
        path = urlsplit(put[1].replace("&amp;", "&"))
        status, _ = await line.ask(
            "PUT", f"{path.path}?{path.query}", data, Content_Type="application/octet-stream"
        )
        assert status in (200, 201), status
        return get[1]

    async def download(self, user: User, file: str) -> int:
        """And out again."""
        del user
        return len(await Line(self.port, "").fetch(urlsplit(file).path))

    async def close(self) -> None:
        """Hang up."""
        for user in self.users:
            await user.line.close()
        await asyncio.gather(*self.tasks, return_exceptions=True)
