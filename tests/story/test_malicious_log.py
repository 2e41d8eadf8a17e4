"""A hub that falsifies its log: rewound, rewritten, split, dropped, reordered, back-dated; who notices."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub.client import acts, requests
from hub.client.errors import Forged
from hub.client.home import Home
from hub.client.logbook import Logbook
from hub.client.sending import Outbox
from hub.client.streams import Act
from tests.story.forked import PLACES, Forked
from tests.story.proxy import Exchange, Mutation, Proxy
from tests.story.world import Ran, World

pytestmark = pytest.mark.story
Seen = tuple[str, list[Act]]


@pytest.fixture(scope="session")
def logged(world: World) -> Seen:
    """A logged request and its acts: sent by a machine that saw the log, read and witnessed by both."""
    world.hub.manage("run_log")
    request = world.send_request("logged")
    world.hub.manage("run_log")
    for key in ("pk-officer", "np-officer"):
        assert world.desk(key).here("show", request).returncode == 0
        assert world.desk(key).here("witness", "--once").returncode == 0
    found = requests.read(world.desk("np-officer").open(), request)
    assert found.shared is not None
    return request, found.shared.events


@pytest.fixture
def behind(world: World, tmp_path: Path) -> Callable[..., Ran]:
    """Run a command at a machine whose hub lies; a `fresh` one has not seen the log before."""

    def run(lie: Mutation, *words: str, key: str = "np-officer", fresh: bool = False) -> Ran:
        with Proxy(world.hub.url, lie) as proxy:
            desk = world.desk(key).copy(tmp_path / key, proxy.url)
            if fresh:
                desk.home.remove("log.json")
            done = desk.here(*words)
        if done.returncode == 4 and words[0] == "witness":
            assert list((desk.folder / "alarms").glob("log-*.json"))
        return done

    return run


def names_of(seen: Seen) -> list[str]:
    return [act.hash for act in seen[1]]


def test_a_rewound_log_is_noticed_by_every_witness(
    world: World, logged: Seen, behind: Callable[..., Ran]
) -> None:
    done = behind(Forked(world.hub, names_of(logged)), "witness", "--once")
    assert (done.returncode, "is shorter than this machine has seen it" in done.stderr) == (4, True), (
        done.stderr
    )


def test_a_rewritten_log_is_noticed_by_every_witness(
    world: World, logged: Seen, behind: Callable[..., Ran]
) -> None:
    more = [f"{n:064x}" for n in range(500)]
    done = behind(Forked(world.hub, [*names_of(logged), *more]), "witness", "--once")
    assert (done.returncode, "was rewritten" in done.stderr) == (4, True), done.stderr


def test_a_split_is_noticed_at_the_first_act_that_crosses(
    world: World, logged: Seen, behind: Callable[..., Ran]
) -> None:
    """A machine that only ever saw the false log reads an act whose sender saw the true one."""
    assert logged[1][0].manifest.log_seen
    more = [f"{n:064x}" for n in range(500)]
    done = behind(Forked(world.hub, [*names_of(logged), *more]), "show", logged[0], fresh=True)
    assert (done.returncode, "another log than it showed the sender of an act (PK)" in done.stderr) == (
        4,
        True,
    )


def test_a_log_that_is_too_short_for_what_a_sender_saw_is_a_split(
    world: World, logged: Seen, behind: Callable[..., Ran]
) -> None:
    done = behind(Forked(world.hub, names_of(logged)), "show", logged[0], fresh=True)
    assert (done.returncode, "another log than it showed the sender" in done.stderr) == (4, True), done.stderr


def test_a_proof_of_something_else_is_noticed_at_reading(logged: Seen, behind: Callable[..., Ran]) -> None:
    def lie(exchange: Exchange) -> None:
        if PLACES.match(exchange.path):
            said = exchange.json()
            for one in said["places"]:
                one["place"]["index"] += 1
            exchange.answer(said)

    done = behind(lie, "show", logged[0], fresh=True)
    assert (done.returncode, "is not in the log it shows" in done.stderr) == (4, True), done.stderr


def test_acts_in_another_order_are_noticed_at_reading(world: World, tmp_path: Path, logged: Seen) -> None:
    request, events = logged
    desk = world.desk("pk-officer")
    answer = requests.read(desk.open(), request)
    Outbox(answer_by := desk.open()).send(
        acts.act(answer, "mla.note", words=acts.Words(text="One word more."))
    )
    both = requests.read(answer_by, request)
    assert both.shared is not None
    assert len(both.shared.events) > len(events)
    false = Forked(world.hub, [act.hash for act in both.shared.events][::-1])
    with Proxy(world.hub.url, false) as proxy:
        session = desk.copy(tmp_path / "pk", proxy.url).open()
        book = Logbook(Home(tmp_path / "new"), session.connection, session.hub, session.trust.hub_key)
        with pytest.raises(Forged) as noticed:
            book.check_acts(both.shared.id, both.shared.events)
    assert noticed.value.code == "log-order"


def test_an_act_that_is_left_out_is_noticed_a_day_after(world: World, tmp_path: Path, logged: Seen) -> None:
    def lie(exchange: Exchange) -> None:
        if PLACES.match(exchange.path):
            said = exchange.json()
            exchange.answer({**said, "places": [{**one, "place": None} for one in said["places"]]})

    with Proxy(world.hub.url, lie) as proxy:
        desk = world.desk("np-officer").copy(tmp_path / "np", proxy.url)
        desk.home.remove("log.json")
        session, stream = desk.open(), logged[1][0].manifest.stream
        session.logbook.check_acts(stream, logged[1])
        session.logbook.now = lambda: datetime.now(UTC) + timedelta(days=1, minutes=1)
        with pytest.raises(Forged) as noticed:
            session.logbook.check_acts(stream, logged[1])
    assert noticed.value.code == "log-withheld"


@pytest.mark.parametrize(("days", "size"), [(2, 0), (-1, 10**6)])
def test_a_false_date_is_noticed_by_who_saw_the_log_then(
    world: World, tmp_path: Path, logged: Seen, days: int, size: int
) -> None:
    """Back-dated: not in the log that was seen days after. Dated forward: already in it the day before."""
    desk = world.desk("np-officer").copy(tmp_path / "np", world.hub.url)
    desk.home.remove("log.json")
    session, at = desk.open(), datetime.now(UTC) + timedelta(days=days)
    session.logbook.look()
    session.logbook.kept["sightings"] = [[at.timestamp(), size]]
    with pytest.raises(Forged) as noticed:
        session.logbook.check_acts(logged[1][0].manifest.stream, logged[1])
    assert noticed.value.code == "log-dated"


def test_a_bundle_proves_its_place_and_its_witnesses_offline(
    world: World, logged: Seen, tmp_path: Path
) -> None:
    world.hub.manage("run_log")
    for key in ("pk-officer", "np-officer"):
        assert world.desk(key).here("witness", "--once").returncode == 0
    desk, path = world.desk("np-officer"), tmp_path / "bundle.json"
    assert desk.here("verify", logged[0], "--save", str(path)).returncode == 0
    done = desk.copy(tmp_path / "away", "http://localhost:1").here("verify", str(path))
    assert done.returncode == 0, done.stderr
    assert re.search(r"lines: (\d+) of \1 acts", done.stdout)
    for country in ("PK", "NP"):
        assert f"that log was confirmed by {country}" in done.stdout
