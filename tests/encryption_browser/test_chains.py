"""Country chains made in the browser hold in Python, and what travels beside them is checked alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hub.encryption import chain, dsse
from hub.encryption.canonical import Json, b64
from hub.encryption.keys import OfficerKeys
from hub.encryption.material import check_material
from hub.encryption.receipt import check_retrieval
from hub.encryption.seeds import FocalPointKey
from hub.encryption.statement import read_statement
from tests.encryption.world import CREATED, HUB, Nation, ident, make_nation
from tests.encryption_browser.conftest import Run
from tests.encryption_browser.courier import POST, refusal, secret_of
from tests.vectors.acts import describe

pytestmark = pytest.mark.browser

IDS = {name: ident(f"browser {name}") for name in ("admin", "other", "post")}


@pytest.fixture(scope="module")
def made(run: Run) -> Any:
    """A country that the page made: two officers, one removed, so two generations of the key."""
    return run("makeCountry", hub=HUB, country="PK", ids=IDS, created=CREATED)


def test_python_follows_a_chain_the_browser_made(made: Json) -> None:
    state = chain.fold(made["envelopes"], HUB, "PK")
    assert describe(state) == made["state"]
    assert state.key_holders(IDS["post"]) == {IDS["admin"]}


def test_python_accepts_the_keys_beside_each_statement(made: Json) -> None:
    state = chain.start(made["envelopes"][0], HUB, "PK")
    for envelope, beside in zip(made["envelopes"][1:], made["materials"][1:], strict=True):
        state = state.admit(envelope)
        check_material(state, read_statement(envelope), beside["wraps"], beside["boxes"])
    assert state.focal_points[IDS["post"]].current == 2


def test_the_officer_reads_the_history_through_the_box(made: Json) -> None:
    assert made["generations"] == [2, 1]


def turned() -> tuple[Nation, list[Json], list[Json]]:
    """A country whose last statement turned a key."""
    nation = make_nation("PK")
    nation.remove("Chandra")
    return nation, *nation.material[-1]


def other_wrap(wraps: list[Json]) -> list[Json]:
    return [wraps[0] | {"wrap": b64(bytes(80))}, *wraps[1:]]


BESIDE: dict[str, tuple[Callable[[Any, Any], tuple[Any, Any]], str]] = {
    "another wrap": (lambda wraps, boxes: (other_wrap(wraps), boxes), "wraps-do-not-match"),
    "no wraps": (lambda _wraps, boxes: ([], boxes), "wraps-do-not-match"),
    "no box": (lambda wraps, _boxes: (wraps, []), "wraps-do-not-match"),
    "a box twice": (lambda wraps, boxes: (wraps, boxes * 2), "repeated-box"),
    "left over": (lambda wraps, boxes: ([*wraps, wraps[0] | {"generation": 9}], boxes), "material-left-over"),
    "short wrap": (lambda wraps, boxes: ([wraps[0] | {"wrap": b64(bytes(79))}], boxes), "wrong-length"),
}


@pytest.mark.parametrize("name", BESIDE)
def test_wrong_keys_beside_a_statement_are_refused(refused: Run, name: str) -> None:
    change, code = BESIDE[name]
    nation, wraps, boxes = turned()
    wraps, boxes = change(wraps, boxes)
    said = read_statement(nation.envelopes[-1])
    assert refusal(lambda: check_material(nation.state, said, wraps, boxes)) == code
    place = {"envelopes": nation.envelopes, "hub": HUB, "country": "PK"}
    assert refused("material", **place, wraps=wraps, boxes=boxes) == code


@pytest.mark.parametrize(
    ("holders", "code"), [({"Amina", "Chandra"}, "ghost-officer"), (set(), "wrap-missing")]
)
def test_a_signed_rotation_for_the_wrong_officers_is_refused(
    refused: Run, holders: set[str], code: str
) -> None:
    nation = make_nation("PK")
    rotation, wraps, boxes = nation.turn(POST, holders)
    nation.say("officer_remove", {"officer": nation.id("Chandra"), "rotations": [rotation]}, wraps, boxes)
    said = read_statement(nation.envelopes[-1])
    assert refusal(lambda: check_material(nation.state, said, wraps, boxes)) == code
    place = {"envelopes": nation.envelopes, "hub": HUB, "country": "PK"}
    assert refused("material", **place, wraps=wraps, boxes=boxes) == code


@pytest.mark.parametrize("policy", [1, 2])
def test_every_beginning_of_a_chain_folds_alike(run: Run, policy: int) -> None:
    nation = make_nation("PK", policy)
    for end in range(1, len(nation.envelopes) + 1):
        envelopes = nation.envelopes[:end]
        expected = describe(chain.fold(envelopes, HUB, "PK"))
        assert run("fold", envelopes=envelopes, hub=HUB, country="PK") == expected


def test_one_signature_is_not_two(refused: Run) -> None:
    nation = make_nation("PK", policy=2)
    body = {"country": "NP", "fingerprint": "ab" * 32}
    envelopes = [*nation.envelopes, nation.draft("peer_verified", body, signers=[nation.keys["Amina"]])]
    assert refusal(lambda: chain.fold(envelopes, HUB, "PK")) == "too-few-signatures"
    assert refused("fold", envelopes=envelopes, hub=HUB, country="PK") == "too-few-signatures"


def test_a_ghost_officer_of_the_hub_is_refused(refused: Run) -> None:
    nation, ghost = make_nation("PK"), OfficerKeys.generate()
    envelope = nation.draft("officer_add", nation.describe("Ghost", ghost), "Ghost", [ghost])
    envelopes = [*nation.envelopes, envelope]
    assert refusal(lambda: chain.fold(envelopes, HUB, "PK")) == "unknown-signer"
    assert refused("fold", envelopes=envelopes, hub=HUB, country="PK") == "unknown-signer"


def test_a_pin_notices_a_rolled_back_chain(run: Run, refused: Run) -> None:
    nation = make_nation("PK")
    pin = nation.state.pin
    told = {"fingerprint": pin.fingerprint, "seq": pin.seq, "hash": pin.hash}
    place = {"hub": HUB, "country": "PK", "pin": told}
    assert run("fold", envelopes=nation.envelopes, **place)["head_seq"] == pin.seq
    short = nation.envelopes[:-1]
    assert refusal(lambda: chain.fold(short, HUB, "PK", pin)) == "rolled-back"
    assert refused("fold", envelopes=short, **place) == "rolled-back"


def test_another_seed_than_the_chains_is_refused(run: Run, refused: Run) -> None:
    nation = make_nation("PK")
    wraps, place = nation.material[3][0], nation.id(POST)
    request = {
        "hub": HUB, "country": "PK", "focalPoint": place, "officer": nation.id("Amina"),
        "secret": secret_of(nation.keys["Amina"])["kem"], "wraps": wraps, "boxes": [],
    }  # fmt: skip
    right = {"1": b64(nation.newest(POST).kem_public)}
    assert run("openSeeds", **request, expected=right) == right
    wrong = {"1": b64(FocalPointKey.generate(HUB, place).kem_public)}
    for unknown in (wrong, {}, {"2": right["1"]}):
        assert refused("openSeeds", **request, expected=unknown) == "seed-mismatch"


def test_python_checks_a_retrieval_the_browser_signed(run: Run, made: Json) -> None:
    sender = {"focal_point": IDS["post"], "officer": IDS["admin"], "chain_seq": 6}
    said = {
        "hub": HUB,
        "stream": ident("s"),
        "event": ident("e"),
        "eventHash": "cd" * 32,
        "sender": sender,
        "at": CREATED,
    }
    signed = run("makeRetrieval", secret=made["secret"], said=said)
    found = check_retrieval(signed["envelope"], bytes.fromhex(signed["key"]))
    assert (found["evidence"], found["event_hash"], found["sender"]) == ("retrieved", "cd" * 32, sender)
    assert dsse.peek(signed["envelope"])[0] == dsse.RETRIEVAL
