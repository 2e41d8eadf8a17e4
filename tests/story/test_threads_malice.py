"""What a lying hub may try with a conversation is noticed by the client and said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.story import malice
from tests.story.proxy import Mutation, Proxy
from tests.story.test_threads import begun, done
from tests.story.world import Three, World

pytestmark = pytest.mark.story


@pytest.fixture(scope="module")
def thread(world: World) -> str:
    """A conversation of five acts that both have read."""
    pakistan, nepal = world.desk("pk-officer"), world.desk("np-officer")
    found = begun(pakistan, "NP", "--subject", "Lies")
    for desk, text in ((nepal, "one"), (pakistan, "two"), (nepal, "three"), (pakistan, "four")):
        done(desk, "post", found, "-m", text)
    for desk in (pakistan, nepal):
        done(desk, "threads", "show", found)
    return found


LIES: list[tuple[str, Mutation, str]] = [
    ("an act left out", malice.leave_out(2), "one is missing, was moved or sent again"),
    ("the newest act left out", malice.leave_out(4), "The hub holds back acts"),
    ("acts exchanged", malice.exchange_acts(1, 2), "one is missing, was moved or sent again"),
    ("an act sent again", malice.replay_event(), "one was sent again"),
    ("facts altered", malice.alter_facts(), "not genuine"),
    ("an act said to be shared", malice.share_unnamed(2), "one is missing, was moved or sent again"),
    ("a member added", malice.add_member(), "something else of this conversation than its members signed"),
    ("closed by nobody", malice.change_thread(status="closed"), "than its members signed (status"),
    ("another policy", malice.change_thread(policy="every"), "than its members signed (policy"),
    ("a time shifted", malice.shift_time(), "another time for an act"),
    ("a key exchanged", malice.swap_wrap(), "the keys delivered with it are not the ones"),
]


@pytest.mark.parametrize(("lie", "said"), [one[1:] for one in LIES], ids=[one[0] for one in LIES])
def test_a_lie_is_caught(world: World, thread: str, tmp_path: Path, lie: Mutation, said: str) -> None:
    with Proxy(world.hub.url, lie) as proxy:
        ran = world.desk("np-officer").copy(tmp_path / "deceived", proxy.url).here("threads", "show", thread)
    assert (ran.returncode, said in ran.stderr) == (4, True), ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


def test_without_a_lie_the_same_way_shows_it(world: World, thread: str, tmp_path: Path) -> None:
    with Proxy(world.hub.url) as proxy:
        ran = world.desk("np-officer").copy(tmp_path / "same", proxy.url).here("threads", "show", thread)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(text in ran.stdout for text in ("one", "two", "three", "four"))


def test_the_acts_of_another_conversation_are_refused(world: World, thread: str, tmp_path: Path) -> None:
    other = begun(world.desk("pk-officer"), "NP", "--subject", "Other", "-m", "other")
    with Proxy(world.hub.url, before=malice.another_thread(other)) as proxy:
        ran = world.desk("np-officer").copy(tmp_path / "moved", proxy.url).here("threads", "show", thread)
    assert (ran.returncode, "another conversation" in ran.stderr) == (4, True), ran.stderr


def test_nothing_is_written_on_a_history_that_was_cut(world: World, thread: str, tmp_path: Path) -> None:
    """The place kept on this machine is where the next act goes on from, whatever the hub shows."""
    with Proxy(world.hub.url, malice.alter_facts()) as proxy:
        desk = world.desk("np-officer").copy(tmp_path / "cut", proxy.url)
        done(world.desk("pk-officer"), "post", thread, "-m", "five")
        ran = desk.here("post", thread, "-m", "answer")
    assert ran.returncode == 4
    assert "answer" not in done(world.desk("pk-officer"), "threads", "show", thread)


def test_a_hub_that_hides_an_admission_hides_nobody(world: World, three: Three, tmp_path: Path) -> None:
    """If the admission is left out, what follows has no place: nobody listens in unseen."""
    pakistan, nepal, egypt = three
    found = begun(pakistan, "NP", "--subject", "Hidden", "-m", "x")
    done(nepal, "threads", "show", found)
    done(pakistan, "threads", "admit", found, "EG")
    done(egypt, "post", found, "-m", "I am here.")
    with Proxy(world.hub.url, malice.leave_out(1)) as proxy:
        ran = nepal.copy(tmp_path / "deceived", proxy.url).here("threads", "show", found)
    assert (ran.returncode, "one is missing" in ran.stderr) == (4, True), ran.stderr
