"""The log on the server: everything gets one leaf, states are signed, proofs hold, and cases stay hidden."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from focal_points.models import ChainStatement
from hub.base import clock
from hub.encryption.canonical import Json, unb64
from hub.encryption.checkpoint import Checkpoint, check_checkpoint, cosign, origin_of, witness_name
from hub.encryption.proofs import check_growth, check_place, read_hashes, read_place
from hub.encryption.tiles import node_from
from hub.encryption.tree import leaf_hash, root
from hub.ledger import signing
from hub.ledger.models import Event
from hub.transparency.actions import append_all, append_some
from hub.transparency.models import Leaf, Log
from tests.cast import Cast
from tests.factories.people import Person
from tests.ledger.acts import Thread


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """A conversation of sender and recipient."""
    return Thread([cast.sender.post, cast.recipient.post])


def checked(note: str) -> Checkpoint:
    """A checkpoint that the hub signed."""
    return check_checkpoint(note, origin_of(settings.HUB_ID), signing.public_key())


def places(person: Person, thread: Thread) -> Json:
    """What the API says of a stream."""
    answer = person.api().get(f"/api/v1/streams/{thread.id}/places/")
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


def test_every_act_and_statement_gets_one_leaf_in_order(cast: Cast, thread: Thread) -> None:
    first = thread.say(cast.sender.officer).event
    assert append_all(clock.now()) == ChainStatement.objects.count() + 1
    second = thread.say(cast.recipient.officer).event
    assert (append_all(clock.now()), append_all(clock.now())) == (1, 0)
    size = Log.objects.get().size
    assert list(Leaf.objects.values_list("index", flat=True)) == list(range(size))
    assert list(Leaf.objects.filter(kind="event").values_list("name", flat=True)) == [first.hash, second.hash]


def test_what_was_settled_is_not_read_again_and_a_full_look_finds_it(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    append_all(clock.now())
    append_all(clock.now() + timedelta(minutes=2))
    last = Leaf.objects.filter(kind="event").get()
    assert Log.objects.get().read_to["event"] >= last.row
    Leaf.objects.filter(pk=last.pk).update(row=0, name="0" * 64)
    assert append_all(clock.now()) == 0
    assert append_some(clock.now(), from_the_beginning=True) == 1


def test_both_parties_prove_an_act_and_its_growth(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    append_all(clock.now())
    older = checked(places(cast.sender.officer, thread)["checkpoint"])
    thread.say(cast.recipient.officer)
    append_all(clock.now())
    for side in (cast.sender, cast.recipient):
        said = places(side.officer, thread)
        point = checked(said["checkpoint"])
        assert [one["name"] for one in said["places"]] == list(
            Event.objects.order_by("seq").values_list("hash", flat=True)
        )
        check_place(read_place(said["places"][0]["place"]), event.hash, point)
    query = f"old={older.size}&old=1&new={point.size}"
    grown = cast.stranger.officer.api().get(f"/api/v1/log/consistency/?{query}").json()
    proof = read_hashes(grown["proofs"][0]["proof"])
    check_growth((older.size, older.root), (point.size, point.root), proof)


def test_an_act_that_is_not_logged_yet_has_no_place(cast: Cast, thread: Thread) -> None:
    thread.say(cast.sender.officer)
    assert places(cast.sender.officer, thread) == {
        "checkpoint": None, "places": [{"name": Event.objects.get().hash, "place": None}], "next": None,
    }  # fmt: skip


def test_strangers_find_no_place_of_an_act(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    append_all(clock.now())
    statement = ChainStatement.objects.filter(country="PK").latest("seq")
    api = cast.stranger.officer.api()
    for path in (f"streams/{thread.id}/places/", f"log/places/{event.hash}/", f"log/places/{'1' * 64}/"):
        assert api.get(f"/api/v1/{path}").status_code == 404
    assert cast.recipient.officer.api().get(f"/api/v1/log/places/{event.hash}/").status_code == 200
    assert api.get(f"/api/v1/log/places/{statement.hash}/").status_code == 200
    chain = api.get("/api/v1/countries/PK/chain/places/").json()
    for one in chain["places"]:
        check_place(read_place(one["place"]), one["name"], checked(chain["checkpoint"]))
    assert api.get("/api/v1/countries/ZZ/chain/places/").status_code == 404


def test_nobody_learns_of_an_act_from_the_tiles(cast: Cast, thread: Thread, client: Any) -> None:
    event = thread.say(cast.sender.officer).event
    append_all(clock.now())
    size = Log.objects.get().size
    bundle = client.get(f"/tlog/tile/entries/000.p/{size}").content
    entries = [bundle[at + 2 : at + 34] for at in range(0, len(bundle), 34)]
    hashes = client.get(f"/tlog/tile/0/000.p/{size}").content
    assert hashes == b"".join(map(leaf_hash, entries))
    assert bytes.fromhex(event.hash) not in bundle
    point = checked(client.get("/tlog/checkpoint").content.decode())
    assert (point.size, point.root) == (size, root(size, node_from(lambda _level, _number: hashes)))


def test_tiles_are_the_same_for_everybody_and_kept(cast: Cast, client: Any) -> None:
    append_all(clock.now())
    client.force_login(cast.sender.officer.officer)
    answer = client.get("/tlog/tile/0/000.p/3")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (len(answer.content), answer.cookies, answer.has_header("Vary")) == (96, {}, False)


@pytest.mark.parametrize(
    "path",
    ["0/000", "0/000.p/999", "0/000.p/0", "0/000.p/256", "0/001.p/1", "9/000.p/1", "0/0.p/1", "0/x.p/1",
     "0/x001/000.p/1", "entries/000", "entries/../000.p/1", "0/000.p/1/", "0/" + "x999/" * 9 + "999.p/1"],
)  # fmt: skip
@pytest.mark.usefixtures("cast")
def test_absent_and_odd_tiles_are_not_found(client: Any, path: str) -> None:
    append_all(clock.now())
    assert client.get(f"/tlog/tile/{path}").status_code == 404


@pytest.mark.django_db
def test_there_is_no_checkpoint_of_an_empty_log(client: Any) -> None:
    assert client.get("/tlog/checkpoint").status_code == 404


def cosignature(person: Person, point: Checkpoint, at: int) -> str:
    """An officer's line under a checkpoint."""
    name = witness_name(settings.HUB_ID, "PK", str(person.id))
    return cosign(person.keys.sig, name, point, at).text()


def test_a_cosignature_is_published(cast: Cast, client: Any) -> None:
    append_all(clock.now())
    point, now = checked(client.get("/tlog/checkpoint").content.decode()), int(clock.now().timestamp())
    line = cosignature(cast.sender.officer, point, now)
    api = cast.sender.officer.api()
    for status in (201, 200):
        answer = api.post("/api/v1/log/cosignatures/", {"size": point.size, "line": line})
        assert answer.status_code == status
    assert client.get("/tlog/checkpoint").content.decode() == point.text() + line
    state = cast.stranger.officer.api().get("/api/v1/log/").json()
    assert [(one["country"], one["size"]) for one in state["witnesses"]] == [("PK", point.size)]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"line": "x"}, 400),
        ({"size": 10**6}, 404),
        ({"size": "1"}, 400),
        ({"more": 1}, 400),
        ({"size": -1}, 400),
    ],
)
def test_what_is_no_cosignature_is_refused(cast: Cast, change: Json, status: int) -> None:
    append_all(clock.now())
    size = Log.objects.get().size
    answer = cast.sender.officer.api().post("/api/v1/log/cosignatures/", {"size": size, "line": "", **change})
    assert answer.status_code == status


def test_nobody_cosigns_for_another_or_at_another_time(cast: Cast, client: Any) -> None:
    append_all(clock.now())
    point, now = checked(client.get("/tlog/checkpoint").content.decode()), int(clock.now().timestamp())
    tries = [
        (cast.recipient.officer, cosignature(cast.sender.officer, point, now)),
        (cast.sender.officer, cosignature(cast.sender.officer, point, now - 3600)),
    ]
    for person, line in tries:
        answer = person.api().post("/api/v1/log/cosignatures/", {"size": point.size, "line": line})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_cosignature")


@pytest.mark.parametrize(
    "query", ["", "old=1", "old=2&new=1", "old=x&new=1", "old=1&new=99999", "old=-1&new=1"]
)
def test_growth_of_odd_sizes_is_refused(cast: Cast, query: str) -> None:
    append_all(clock.now())
    answer = cast.sender.officer.api().get(f"/api/v1/log/consistency/?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_size")


def test_the_page_says_who_confirms_the_log(cast: Cast, client: Any) -> None:
    append_all(clock.now())
    point, now = checked(client.get("/tlog/checkpoint").content.decode()), int(clock.now().timestamp())
    client.force_login(cast.stranger.officer.officer)
    assert "No country has confirmed the log yet" in client.get("/log/").content.decode()
    line = cosignature(cast.sender.officer, point, now)
    cast.sender.officer.api().post("/api/v1/log/cosignatures/", {"size": point.size, "line": line})
    assert "Nothing, up to date" in client.get("/log/").content.decode()


def test_the_page_costs_the_same_for_one_witness_and_three(cast: Cast, client: Any) -> None:
    append_all(clock.now())
    point, now = checked(client.get("/tlog/checkpoint").content.decode()), int(clock.now().timestamp())
    client.force_login(cast.stranger.officer.officer)
    counts = []
    for side in (cast.sender, cast.recipient):
        name = witness_name(settings.HUB_ID, side.code, str(side.officer.id))
        line = cosign(side.officer.keys.sig, name, point, now).text()
        assert (
            side.officer.api()
            .post("/api/v1/log/cosignatures/", {"size": point.size, "line": line})
            .status_code
            == 201
        )
        with CaptureQueriesContext(connection) as queries:
            client.get("/log/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_bundle_carries_its_places(cast: Cast, thread: Thread) -> None:
    event = thread.say(cast.sender.officer).event
    append_all(clock.now())
    log = cast.recipient.officer.api().get(f"/api/v1/streams/{thread.id}/bundle/").json()["log"]
    check_place(read_place(log["places"][0]["place"]), event.hash, checked(log["checkpoint"]))
    assert unb64(log["places"][0]["place"]["blind"], 32)
