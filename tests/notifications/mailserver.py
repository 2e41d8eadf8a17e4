"""A real mail server on a local port (RFC 5321), which keeps the bytes that it was given."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

TAKEN = "250 taken"


@dataclass(frozen=True)
class Mail:
    """One message as it arrived: the envelope and the bytes after DATA."""

    sender: str
    to: list[str]
    data: bytes

    @property
    def parsed(self) -> EmailMessage:
        """Headers and body, decoded."""
        found = message_from_bytes(self.data, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


@dataclass
class MailServer:
    """`answer` says what comes after a whole message, and may take its time; `to` what comes after RCPT."""

    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    answer: Callable[[Mail], str] = lambda _mail: TAKEN
    to: Callable[[str], str] = lambda _address: TAKEN
    said: list[bytes] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        say = _saying(writer)
        await say("220 mail.test")
        sender, people = "", list[str]()
        while line := await reader.readline():
            self.said.append(line)
            text = line.decode().strip()
            verb = text[:4].upper()
            if verb in ("MAIL", "RSET"):
                sender, people = _address(text), []
                await say(TAKEN)
            elif verb == "RCPT":
                answer = self.to(_address(text))
                people += [_address(text)] if answer == TAKEN else []
                await say(answer)
            elif verb == "DATA":
                await say("354 go on")
                mail = Mail(sender, people, await _until_dot(reader))
                self.mails.append(mail)
                await say(await asyncio.to_thread(self.answer, mail))
            elif verb == "QUIT":
                await say("221 bye")
                break
            else:
                await say(TAKEN)
        writer.close()


@contextmanager
def serving() -> Iterator[MailServer]:
    """A server that listens until the block ends."""
    server, loop = MailServer(), asyncio.new_event_loop()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await server.talk(reader, writer)

    listening = loop.run_until_complete(asyncio.start_server(talk, "127.0.0.1", 0, limit=1 << 20))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(listening.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def _saying(writer: asyncio.StreamWriter) -> Callable[[str], asyncio.Future[None]]:
    async def say(text: str) -> None:
        writer.write(f"{text}\r\n".encode())
        await writer.drain()

    return lambda text: asyncio.ensure_future(say(text))


async def _until_dot(reader: asyncio.StreamReader) -> bytes:
    lines = []
    while (line := await reader.readline()) not in (b".\r\n", b""):
        lines.append(line.removeprefix(b"."))
    return b"".join(lines)


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]
