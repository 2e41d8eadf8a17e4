"""Acts accepted per second by the real door, against rows inserted per second by a bare view.

Both over HTTP from the same four clients, both one uvicorn process with one Django thread, on SQLite with
full synchronisation, in turns. A first draft makes a stream, its party and grants, a request, a receipt,
notifications and an audit record; a next version finds all but the last three in place.
"""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks import world
from benchmarks.figures import Figure, median, seconds

if TYPE_CHECKING:
    from hub.encryption.event import SealedEvent
    from tests.cast import Cast

CLIENTS = 4
ROUNDS = 5
POSTS = 80
GOAL = 1 / 3


@dataclass(frozen=True)
class Post:
    """One request, ready to send."""

    path: str
    body: bytes


def send(port: int, token: str, posts: list[Post]) -> None:
    """Send posts one after the other over one connection; every one must be accepted."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    for post in posts:
        line.request("POST", post.path, post.body, headers)
        answer = line.getresponse()
        said = answer.read()
        assert answer.status == 201, f"{answer.status} {said[:500]!r}"
    line.close()


def rate(port: int, token: str, posts: list[Post]) -> float:
    """Posts per second with CLIENTS connections at once."""
    shares = [posts[i::CLIENTS] for i in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        return len(posts) / seconds(lambda: list(clients.map(lambda share: send(port, token, share), shares)))


@dataclass(frozen=True)
class Drafter:
    """The sender's officer at a device, who seals ahead of time."""

    cast: "Cast"
    chain_seq: int

    def two_versions(self) -> tuple[Post, Post]:
        """A first draft in a file of its own, and the next version after it."""
        stream, request = str(uuid4()), str(uuid4())
        first = self._seal(stream, request, 1, "0" * 64)
        return _post(first), _post(self._seal(stream, request, 2, first.hash))

    def _seal(self, stream: str, request: str, number: int, prev: str) -> "SealedEvent":
        from django.conf import settings

        from hub.base import clock
        from hub.encryption.event import Recipient, Sender, build_event

        side, to = self.cast.sender, str(self.cast.recipient.post.id)
        post = str(side.post.id)
        return build_event(
            keys=side.officer.keys, hub=settings.HUB_ID, stream=stream, event=str(uuid4()), kind="mla.draft",
            seq=number - 1, prev=prev, sender=Sender(post, str(side.officer.id), self.chain_seq),
            recipients=[Recipient(post, side.post.generation, side.post.key().kem_public)],
            body={"subject": "Bank records", "reference": "PK-2026-1", "text": "x" * 2000, "fields": {}},
            facts=lambda body: _facts(body, request, (post, to), number), handling="H0",
            created=clock.text(clock.now()),
        )  # fmt: skip


def _post(sealed: "SealedEvent") -> Post:
    from hub.encryption.canonical import b64

    parts = [
        {"n": part.n, "data": b64(part.source)} for part in sealed.parts if isinstance(part.source, bytes)
    ]
    body = {"envelope": sealed.envelope, "wraps": sealed.wraps, "parts": parts}
    return Post(f"/api/v1/streams/{sealed.manifest.stream}/events/", json.dumps(body).encode())


def _facts(body: dict[str, object], request: str, posts: tuple[str, str], number: int) -> dict[str, object]:
    from hub.encryption.body import commitment

    home, to = posts
    return {
        "request": request,
        "from": home,
        "to": to,
        "conducting": None,
        "case": None,
        "links": [],
        "number": number,
        "measures": [{"label": "m1", "code": "18.3.f"}],
        "legal_basis": "untoc",
        "offence": "tip",
        "urgent": False,
        "wanted_by": None,
        "commitment": commitment(body),
    }


def measure(folder: Path) -> list[Figure]:
    """Rounds in turns, the first one to warm up."""
    cast = world.start(folder)
    token = cast.sender.officer.token(("read", "write"))
    drafter = Drafter(cast, cast.sender.chancery.country.head_seq)
    rounds = [[drafter.two_versions() for _ in range(POSTS)] for _ in range(ROUNDS + 1)]
    with ExitStack() as stack:
        hub = stack.enter_context(world.serving("hub.asgi:application", folder))
        bare = stack.enter_context(world.serving("benchmarks.bare:application", folder))
        rates = [one_round(hub, bare, token, pairs) for pairs in rounds][1:]
    return [figure("accept a first draft", rates, 0), figure("accept a next version", rates, 1)]


def one_round(hub: int, bare: int, token: str, pairs: list[tuple[Post, Post]]) -> tuple[float, float, float]:
    """Rates of first drafts, next versions, bare inserts of the same bodies."""
    firsts, nexts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    rows = [Post("/", post.body) for post in firsts]
    return rate(hub, token, firsts), rate(hub, token, nexts), rate(bare, token, rows)


def figure(name: str, rates: list[tuple[float, float, float]], which: int) -> Figure:
    """The ratio is the median of the rounds' ratios."""
    ours, theirs = median([one[which] for one in rates]), median([one[2] for one in rates])
    ratio = median([one[which] / one[2] for one in rates])
    return Figure(
        name, f"{ours:.0f}/s", f"{theirs:.0f}/s (bare insert)", ratio, "at least 0.33", ratio >= GOAL
    )
