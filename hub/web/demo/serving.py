"""The demo's server: one process, this machine only, ended cleanly by Ctrl-C or SIGTERM."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Iterator
from types import FrameType

import uvicorn

HOST = "127.0.0.1"
BACKLOG = 128


def take_port(port: int) -> socket.socket:
    """Listen on the port. Raises OSError if somebody else does."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((HOST, port))
    listening.listen(BACKLOG)
    return listening


class DemoServer(uvicorn.Server):
    """uvicorn without its habit of dying by the signal again after a clean stop: the exit code stays 0."""

    def __init__(self) -> None:
        super().__init__(
            uvicorn.Config(
                "hub.asgi:application", log_level="error", access_log=False, timeout_graceful_shutdown=3
            )
        )  # fmt: skip

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM end the loop; a second one ends it at once."""
        for sig in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sig, self.end)
        yield

    def end(self, _sig: int = 0, _frame: FrameType | None = None) -> None:
        """Stop serving."""
        self.force_exit = self.should_exit
        self.should_exit = True
