"""One call of one endpoint: to the address that was checked, without redirects, bounded in time and size."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass

from hub.webhooks.addresses import Address, NotPublic, resolve

CONNECT = 5.0
WHOLE = 15.0
LONGEST_ANSWER = 64 * 1024
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the status of the answer, or a slug of what went wrong before there was one."""

    status: int | None = None
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether the endpoint took it: any 2xx. A redirect is not followed and counts as a failure."""
        return self.status is not None and 200 <= self.status < 300


class Pinned(http.client.HTTPConnection):
    """A connection to one numeric address; the name is used for the certificate and the Host header only."""

    def __init__(self, address: Address, number: str) -> None:
        super().__init__(address.host, address.port, timeout=CONNECT)
        self.number, self.tls, self.late = number, address.tls, False
        self.default_port = 443 if address.tls else 80

    def connect(self) -> None:
        """Connect to the checked number; with TLS, the certificate must be the name's."""
        plain = socket.create_connection((self.number, self.port), CONNECT)
        self.sock = plain
        if self.tls:
            context = ssl.create_default_context()
            # The handshake comes after the socket is known here, so that it can be cut off too.
            secured = context.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End the call from another thread; whoever waits on it finds `late` set."""
        self.late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def post(address: Address, headers: dict[str, str], body: bytes, whole: float = WHOLE) -> Outcome:
    """POST and read the status; the answer's content is not kept. Never raises for what a receiver does."""
    try:
        connection = Pinned(address, resolve(address))
    except NotPublic:
        return Outcome(problem="no_public_address")
    # A timeout of the socket starts again with each byte; a receiver that drips would hold a worker.
    limit = threading.Timer(whole, connection.cut)
    limit.daemon = True
    limit.start()
    try:
        outcome = _exchange(connection, address, headers, body)
        return outcome if not connection.late else Outcome(problem="timeout")
    except ssl.SSLError:
        return Outcome(problem="certificate")
    except (OSError, http.client.HTTPException, ValueError):
        return Outcome(problem="timeout" if connection.late else "no_answer")
    finally:
        limit.cancel()
        connection.close()


def _exchange(connection: Pinned, address: Address, headers: dict[str, str], body: bytes) -> Outcome:
    connection.request("POST", address.path, body, headers)
    answer = connection.getresponse()
    answer.read(LONGEST_ANSWER)
    return Outcome(status=answer.status)
