"""Each lie of a hub is caught by the client, said in words a person understands, with exit code 4."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.client import joining
from tests.story import malice
from tests.story.proxy import Mutation, Proxy
from tests.story.world import PASSPHRASE, Desk, World

pytestmark = pytest.mark.story


@pytest.fixture(scope="session")
def request_id(world: World) -> str:
    """A request with a file of 200 kB, which both sides have read."""
    evidence = world.folder / "evidence.bin"
    evidence.write_bytes(os.urandom(200_000))
    sent = world.send_request("malice", evidence)
    for key in ("pk-officer", "np-officer"):
        assert world.desk(key).run("show", sent).returncode == 0
    return sent


@pytest.fixture
def behind(world: World, tmp_path: Path) -> Callable[[str, Proxy], Desk]:
    """A desk whose line to the hub goes through a proxy."""
    return lambda key, proxy: world.desk(key).copy(tmp_path / key, proxy.url)


def post_of(world: World, key: str) -> str:
    return world.desk(key).home.account().focal_point or ""


LIES: list[tuple[str, Callable[[World], Mutation], list[str], str]] = [
    ("swapped country key", lambda w: malice.swap_country("hub.test", "PK", post_of(w, "pk-officer")),
     ["show"], "The hub shows an older list of officers and keys of PK"),
    ("ghost officer", lambda _: malice.ghost_officer("hub.test", "PK"),
     ["show"], "Somebody tried to add or exchange an officer or a key"),
    ("chain rollback", lambda _: malice.roll_back("PK", 3),
     ["show"], "An officer who was removed could come back that way"),
    ("replayed event", lambda _: malice.replay_event(), ["show"], "one is missing, was moved or sent again"),
    ("act held back", lambda _: malice.hold_back(), ["show"], "The hub holds back acts"),
    ("dropped chunk", lambda _: malice.drop_chunk(), ["fetch"], "a piece is missing or was exchanged"),
    ("exchanged chunks", lambda _: malice.exchange_chunks(), ["fetch"], "a piece is missing or was"),
    ("swapped wrap", lambda _: malice.swap_wrap(), ["show"], "the keys delivered with it are not the ones"),
    ("altered facts", lambda _: malice.alter_facts(), ["show"], "An act in this history is not genuine"),
    ("altered summary", lambda _: malice.alter_summary(), ["show"], "something else than the officers"),
    ("another turn", lambda _: malice.change_summary(ball="requesting"),
     ["show"], "something else than the officers signed (who must act"),
    ("hidden clocks", lambda _: malice.change_summary(clocks=[]),
     ["show"], "something else than the officers signed (clocks"),
    ("refused quietly", lambda _: malice.refuse_quietly(),
     ["show"], "something else than the officers signed (measures"),
    ("forged lapse", lambda _: malice.forge_lapse("hub.test"),
     ["show"], "What the hub says of a time limit: it is signed with a key that may not sign there"),
    ("shifted time", lambda _: malice.shift_time(),
     ["show"], "The hub says another time for an act than it signed in its receipt"),
    ("another hub key", lambda _: malice.another_hub_key(), ["show"], "not the hub this machine knows"),
    ("broken answer", lambda _: malice.break_json(), ["show"], "not in the agreed form"),
]  # fmt: skip


@pytest.mark.parametrize(("lie", "words", "said"), [one[1:] for one in LIES], ids=[one[0] for one in LIES])
def test_a_lie_is_caught(
    world: World,
    request_id: str,
    behind: Callable[[str, Proxy], Desk],
    tmp_path: Path,
    lie: Callable[[World], Mutation],
    words: list[str],
    said: str,
) -> None:
    with Proxy(world.hub.url, lie(world)) as proxy:
        extra = ["--to", str(tmp_path / "files")] if words == ["fetch"] else []
        done = behind("np-officer", proxy).run(*words, request_id, *extra)
    assert (done.returncode, said in done.stderr) == (4, True), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not [one for one in tmp_path.glob("files/*") if one.stat().st_size == 200_000]


def test_without_a_lie_the_proxy_changes_nothing(
    world: World, request_id: str, behind: Callable[[str, Proxy], Desk]
) -> None:
    with Proxy(world.hub.url) as proxy:
        done = behind("np-officer", proxy).run("show", request_id)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_swapped_country_is_caught_before_anything_is_sealed_to_it(
    world: World, behind: Callable[[str, Proxy], Desk]
) -> None:
    """Pakistan stated Nepal's fingerprint, so even a machine that never met Nepal refuses another one."""
    admin = world.desk("pk-admin").open()
    fingerprint = admin.trust.chain("NP").fingerprint
    assert world.desk("pk-admin").run("peers", "verify", "NP", fingerprint).returncode == 0
    with Proxy(world.hub.url, malice.swap_country("hub.test", "NP", post_of(world, "np-officer"))) as proxy:
        desk = behind("pk-approver", proxy)
        for name in ("chains/NP.json",):
            desk.home.remove(name)
        trust = desk.home.read("trust.json")
        trust["countries"].pop("NP", None)
        desk.home.write("trust.json", trust)
        done = desk.run("draft", str(world.case("swapped")))
    assert done.returncode == 4
    assert "The keys of NP are not the ones known before" in done.stderr
    assert not list((desk.folder / "sending").glob("*"))


def test_a_founder_on_a_new_machine_knows_his_own_signature(
    world: World, behind: Callable[[str, Proxy], Desk]
) -> None:
    """His vault was made before the country had a fingerprint; the hub knows his public keys all the same."""
    ring = world.desk("pk-admin").open().ring
    assert ring.fingerprint is None
    lie = malice.second_beginning("hub.test", "PK", ring.officer, ring.keys.public)
    with Proxy(world.hub.url, lie) as proxy:
        desk = behind("pk-admin", proxy)
        desk.home.remove("chains/PK.json")
        desk.home.write("trust.json", {**desk.home.read("trust.json"), "countries": {}, "streams": {}})
        done = desk.run("inbox")
    assert done.returncode == 4
    assert "does not begin with your own signature" in done.stderr


def test_a_keystore_that_is_easier_to_guess_is_refused(world: World, tmp_path: Path) -> None:
    old = world.desk("np-officer")
    secret = (old.folder / "account-secret").read_text().strip()
    account = old.home.account()
    with Proxy(world.hub.url, malice.lower_kdf()) as proxy:
        desk = Desk("new", tmp_path / "new")
        words = ("init", "--import-keystore", "--hub", proxy.url, "--email", account.email)
        done = desk.run(*words, "--account-secret", secret)
    assert done.returncode == 4
    assert "the passphrase would be protected less than this program allows" in done.stderr
    assert not (tmp_path / "new" / "keystore.json").exists()


def test_keys_of_the_hubs_own_are_not_admitted(world: World, behind: Callable[[str, Proxy], Desk]) -> None:
    admin = world.desk("pk-admin").open()
    link = joining.invite(admin, admin.focal_point, "officer", "newcomer", "newcomer@pk.example")
    Desk("newcomer", world.folder / "newcomer").join(link.text, "newcomer", "newcomer@pk.example")
    before = admin.own_chain(refresh=True).head_seq
    with Proxy(world.hub.url, malice.forge_answer()) as proxy:
        done = behind("pk-admin", proxy).run("officers", "admit")
    assert done.returncode == 4
    assert "were not made by the person you invited" in done.stderr
    assert admin.own_chain(refresh=True).head_seq == before


def test_a_joiner_is_not_shown_another_country(world: World, tmp_path: Path) -> None:
    """The invitation carries the fingerprint, so the very first sight of the own country is checked."""
    admin = world.desk("pk-admin").open()
    link = joining.invite(admin, admin.focal_point, "observer", "late", "late@pk.example")
    desk = Desk("late", tmp_path / "late")
    desk.join(link.text, "late", "late@pk.example")
    joining.admit_answered(admin)
    lie = malice.swap_country("hub.test", "PK", admin.focal_point)
    with Proxy(world.hub.url, lie) as proxy:
        copy = desk.copy(tmp_path / "copy", proxy.url)
        assert copy.run("login").returncode == 0
        done = copy.run("inbox")
    assert done.returncode == 4
    assert "The keys of PK are not the ones known before" in done.stderr
    assert PASSPHRASE not in done.stderr
