"""Two write at once: a message is signed again by itself, unless others are on the conversation now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.story.proxy import Exchange, Proxy
from tests.story.test_threads import begun, done
from tests.story.world import Three, World

pytestmark = pytest.mark.story


def before_posting(thread: str, first: Callable[[], object]) -> Callable[[Exchange], None]:
    """Let somebody act once, in the moment before an act on this conversation reaches the hub."""
    waiting = [first]

    def before(exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.path.endswith(f"/streams/{thread}/events/") and waiting:
            waiting.pop()()

    return before


def test_a_message_goes_after_the_one_that_was_first(world: World, three: Three, tmp_path: Path) -> None:
    pakistan, nepal, _ = three
    thread = begun(pakistan, "NP", "--subject", "Race", "-m", "zero")
    first = before_posting(thread, lambda: done(pakistan, "post", thread, "-m", "was first"))
    with Proxy(world.hub.url, before=first) as proxy:
        done(nepal.copy(tmp_path / "np", proxy.url), "post", thread, "-m", "was second")
    shown = done(pakistan, "threads", "show", thread)
    assert 0 < shown.index("was first") < shown.index("was second")


def test_nothing_is_sent_past_somebody_who_came_meanwhile(world: World, three: Three, tmp_path: Path) -> None:
    pakistan, nepal, egypt = three
    thread = begun(pakistan, "NP", "--subject", "Newcomer", "-m", "zero")
    first = before_posting(thread, lambda: done(pakistan, "threads", "admit", thread, "EG"))
    with Proxy(world.hub.url, before=first) as proxy:
        desk = nepal.copy(tmp_path / "np", proxy.url)
        ran = desk.here("post", thread, "-m", "For Pakistan only.")
        assert (ran.returncode, "joined or left" in ran.stderr) == (3, True), ran.stderr
        assert not list((desk.folder / "sending").glob("*"))
        assert "For Pakistan only." not in done(egypt, "threads", "show", thread)
        done(desk, "post", thread, "-m", "For all three.")
    assert "For all three." in done(egypt, "threads", "show", thread)
