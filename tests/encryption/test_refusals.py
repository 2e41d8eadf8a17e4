"""What an active hub, a stranger or a former officer may try, beyond the shared vectors."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hub.encryption import dsse, keystore
from hub.encryption.canonical import b64, canonical, unb64
from hub.encryption.chain import Rotation, fold, make_seed_wrap, material_hash, read_statement
from hub.encryption.cobblestone import open_stream, seal_stream, sealed_length
from hub.encryption.errors import BadFormat, BadKey, BadSignature, Refused, Tampered
from hub.encryption.event import FileSource, open_event, open_file
from hub.encryption.keys import OfficerKeys, PublicKeys
from hub.encryption.material import check_material
from hub.encryption.seeds import FocalPointKey, seed_chain
from tests.encryption.world import HUB, LETTER, Nation, ident, make_event, make_nation, officer_keys, secret

POST = "Central authority"


def refused(code: str) -> Any:
    """Expect a refusal with this code."""
    return pytest.raises(Refused, check=lambda error: error.code == code)


def checked(nation: Nation, kind: str, body: Any, wraps: Any, boxes: Any = ()) -> None:
    """Admit a statement by the administrators and check what travels beside it."""
    envelope = nation.draft(kind, body)
    check_material(nation.state.admit(envelope), read_statement(envelope), list(wraps), list(boxes))


def test_material_of_an_honest_country_is_accepted() -> None:
    nation = make_nation("PK")
    nation.remove("Chandra")
    for seq in range(1, len(nation.envelopes)):
        after = fold(nation.envelopes[: seq + 1], HUB, "PK")
        check_material(after, read_statement(nation.envelopes[seq]), *nation.material[seq])


def test_the_hub_cannot_add_a_ghost_officer_to_a_rotation() -> None:
    nation = make_nation("PK")
    nation.describe("Ghost")
    rotation, wraps, boxes = nation.turn(POST, {"Amina", "Chandra", "Ghost"})
    with refused("ghost-officer"):
        checked(nation, "key_rotate", {"rotations": [rotation]}, wraps, boxes)


def test_wraps_are_those_the_administrator_signed() -> None:
    nation = make_nation("PK")
    rotation, wraps, boxes = nation.turn(POST, {"Amina", "Chandra"})
    swapped = [wraps[0] | {"wrap": wraps[1]["wrap"]}, wraps[1]]
    for changed in (swapped, wraps[:1], []):
        with refused("wraps-do-not-match"):
            checked(nation, "key_rotate", {"rotations": [rotation]}, changed, boxes)


def test_a_rotation_forgets_no_officer_and_no_box() -> None:
    nation = make_nation("PK")
    rotation, wraps, boxes = nation.turn(POST, {"Amina"})
    with refused("wrap-missing"):
        checked(nation, "key_rotate", {"rotations": [rotation]}, wraps, boxes)
    bare = rotation | {"wraps_sha256": material_hash(wraps)}
    with refused("box-missing"):
        checked(nation, "key_rotate", {"rotations": [bare]}, wraps)


def test_an_observer_gets_no_key_and_an_officer_gets_the_current_one() -> None:
    nation = make_nation("PK")
    wrap = nation.seed_wrap(nation.newest(POST), "Bilal")
    seat = {
        "officer": nation.id("Bilal"),
        "focal_point": nation.id(POST),
        "wraps_sha256": material_hash([wrap]),
    }
    checked(nation, "seat", seat | {"role": "officer"}, [wrap])
    with refused("wraps-do-not-match"):
        checked(nation, "seat", seat | {"role": "observer"}, [wrap])
    with refused("wraps-do-not-match"):
        checked(nation, "seat", seat | {"role": "officer", "wraps_sha256": material_hash([])}, [])


def test_every_new_key_goes_to_the_recovery_kit_if_there_is_one_and_only_then() -> None:
    nation = make_nation("PK")
    rotation, wraps, boxes = nation.turn(POST, {"Amina", "Chandra"})
    kept = make_seed_wrap(nation.id(POST), 2, "recovery", bytes(80))
    box = unb64(boxes[0]["box"])
    with_kit = rotation | {"wraps_sha256": material_hash([*wraps, kept], box)}
    with refused("ghost-officer"):
        checked(nation, "key_rotate", {"rotations": [with_kit]}, [*wraps, kept], boxes)
    nation.say("recovery_set", {"kem": b64(officer_keys("kit").public.kem)})
    with refused("recovery-missing"):
        checked(nation, "key_rotate", {"rotations": [rotation]}, wraps, boxes)
    checked(nation, "key_rotate", {"rotations": [with_kit]}, [*wraps, kept], boxes)


def test_the_hub_cannot_put_its_own_key_in_place_of_the_recovery_kit() -> None:
    nation = make_nation("PK")
    kit, hub = (b64(officer_keys(name).public.kem) for name in ("kit", "hub"))
    nation.say("recovery_set", {"kem": kit})
    said = unb64(nation.envelopes[-1]["payload"])
    swapped = said.replace(kit.encode(), hub.encode())
    assert swapped != said
    forged = nation.envelopes[-1] | {"payload": b64(swapped)}
    with refused("bad-signature"):
        fold([*nation.envelopes[:-1], forged], HUB, "PK")


def test_the_hub_cannot_swap_the_new_key_that_goes_to_the_kit() -> None:
    nation = make_nation("PK")
    nation.say("recovery_set", {"kem": b64(officer_keys("kit").public.kem)})
    rotation, wraps, boxes = nation.turn(POST, {"Amina", "Chandra"})
    kept = make_seed_wrap(nation.id(POST), 2, "recovery", bytes(80))
    signed = rotation | {"wraps_sha256": material_hash([*wraps, kept], unb64(boxes[0]["box"]))}
    body = {"rotations": [signed]}
    checked(nation, "key_rotate", body, [*wraps, kept], boxes)
    other = make_seed_wrap(nation.id(POST), 2, "recovery", b"\x01" * 80)
    with refused("wraps-do-not-match"):
        checked(nation, "key_rotate", body, [*wraps, other], boxes)


def test_nothing_is_left_over_beside_a_statement() -> None:
    nation = make_nation("PK")
    rotation, wraps, boxes = nation.turn(POST, {"Amina", "Chandra"})
    stray = make_seed_wrap(ident("elsewhere"), 1, nation.id("Amina"), bytes(80))
    with refused("material-left-over"):
        checked(nation, "key_rotate", {"rotations": [rotation]}, [*wraps, stray], boxes)


def test_a_removed_officer_can_neither_act_nor_come_back() -> None:
    nation = make_nation("PK")
    before = nation.state.head_seq
    nation.remove("Chandra")
    assert nation.state.keys_at(nation.id("Chandra"), before) == nation.keys["Chandra"].public
    assert nation.state.keys_at(nation.id("Chandra"), before + 1) is None
    assert not nation.state.holds_key(nation.id("Chandra"), nation.id(POST), before + 1)
    assert nation.state.focal_points[nation.id(POST)].current == 2
    with refused("officer-reused"):
        nation.add_officer("Chandra")
    with refused("no-such-officer"):
        nation.seat("Chandra", POST)


def test_a_removed_administrator_signs_nothing_more() -> None:
    nation = make_nation("PK")
    nation.remove("Bilal")
    late = nation.draft("officer_add", nation.describe("Eve"), "Bilal", [nation.keys["Bilal"]])
    with refused("unknown-signer"):
        nation.state.admit(late)


def test_two_administrators_sign_where_the_country_asked_for_two() -> None:
    nation = make_nation("PK", policy=2)
    one = nation.draft("officer_add", nation.describe("Eve"), signers=[nation.keys["Amina"]])
    with refused("too-few-signatures"):
        nation.state.admit(one)
    both = dsse.add_signature(one, nation.keys["Bilal"].public.keyid, nation.keys["Bilal"].sig)
    assert nation.state.admit(both).head_seq == nation.state.head_seq + 1


def test_a_state_is_left_alone_by_what_follows_it() -> None:
    nation = make_nation("PK")
    before, copy = nation.state, replace(nation.state)
    nation.remove("Chandra")
    assert before == copy != nation.state


def test_seeds_open_back_to_the_first_and_only_if_they_give_the_stated_keys() -> None:
    nation = make_nation("PK")
    for _ in range(2):
        rotation, wraps, boxes = nation.turn(POST, nation.holders(POST))
        nation.say("key_rotate", {"rotations": [rotation]}, wraps, boxes)
    boxes_by_generation = {
        one["generation"]: unb64(one["box"]) for _, some in nation.material for one in some
    }
    stated = nation.state.focal_points[nation.id(POST)].generations
    opened = seed_chain(nation.newest(POST), boxes_by_generation, stated)
    assert opened == nation.posts[POST]
    with refused("seed-mismatch"):
        seed_chain(nation.newest(POST), boxes_by_generation, {**stated, 2: secret("other")})
    with refused("box-does-not-open"):
        seed_chain(nation.newest(POST), {3: boxes_by_generation[2]}, stated)


def test_a_box_of_another_post_does_not_open() -> None:
    first, other = (FocalPointKey(HUB, ident(name), 2, secret("same seed")) for name in ("a", "b"))
    with refused("box-does-not-open"):
        other.open_box(first.box_previous(secret("old")))


def test_files_open_in_their_place_only(tmp_path: Path) -> None:
    pk, np = make_nation("PK"), make_nation("NP")
    (tmp_path / "two.bin").write_bytes(b"second" * 300_000)
    files = [FileSource("one", "", b"first"), FileSource("two", "", tmp_path / "two.bin")]
    event = make_event(pk, np, files=files, workdir=tmp_path)
    key, sources = np.newest(POST), [part.source for part in event.parts]
    assert isinstance(sources[0], bytes)
    sender = pk.keys["Chandra"].public.sig
    opened = open_event(event.envelope, event.wraps, sender, key.kem_private, key.focal_point, 1, sources[0])
    assert isinstance(sources[2], Path)
    with sources[2].open("rb") as src, (tmp_path / "out").open("w+b") as out:
        assert open_file(opened, 2, src, out).size == 1_800_000
    assert (tmp_path / "out").read_bytes() == (tmp_path / "two.bin").read_bytes()
    with sources[2].open("rb") as src, refused("part-does-not-open"):
        open_file(opened, 1, src, io.BytesIO())
    for n in (0, 3):
        with refused("no-such-file"):
            open_file(opened, n, io.BytesIO(), io.BytesIO())


def test_a_recipient_cannot_pass_the_letter_on_as_his_own() -> None:
    pk, np, eg = make_nation("PK"), make_nation("NP"), make_nation("EG")
    event = make_event(pk, np)
    stolen = make_event(np, eg)
    part0, key = event.parts[0].source, eg.newest(POST)
    assert isinstance(part0, bytes)
    sender = np.keys["Chandra"].public.sig
    with refused("part-does-not-match"):
        open_event(stolen.envelope, stolen.wraps, sender, key.kem_private, key.focal_point, 1, part0)


def test_a_file_that_grows_or_shrinks_while_it_is_sealed_is_refused() -> None:
    for size in (9, 11, 3_000_000):
        with refused("size-changed"):
            seal_stream(io.BytesIO(b"x" * 10), size, io.BytesIO(), secret("k"), b"")


@pytest.mark.parametrize("size", [0, 1, 16_376, 16_377, (1 << 20) - 8, 1 << 20, (1 << 20) + 1, 5_000_000])
def test_streams_come_back_whole_and_the_length_is_known_before(size: int) -> None:
    data, sealed, out = (secret("data") * (size // 32 + 1))[:size], io.BytesIO(), io.BytesIO()
    done = seal_stream(io.BytesIO(data), size, sealed, secret("k"), b"context")
    assert done.length == len(sealed.getvalue()) == sealed_length(size)
    sealed.seek(0)
    assert open_stream(sealed, out, secret("k"), b"context") == (size, done.plain_sha256)
    assert out.getvalue() == data


@pytest.mark.parametrize("cut", [1, 16, 17, 1 << 14, 1 << 20, (1 << 20) + 500])
def test_a_long_stream_cut_short_is_refused(cut: int) -> None:
    sealed = io.BytesIO()
    seal_stream(io.BytesIO(bytes(3_000_000)), 3_000_000, sealed, secret("k"), b"")
    with refused("part-does-not-open"):
        open_stream(io.BytesIO(sealed.getvalue()[:-cut]), io.BytesIO(), secret("k"), b"")


def test_a_reader_in_small_pieces_is_enough() -> None:
    class Dribble:
        """Has only `read`, and gives less than asked."""

        def __init__(self, data: bytes) -> None:
            self._inner = io.BytesIO(data)

        def read(self, length: int = -1) -> bytes:
            return self._inner.read(min(length, 1000))

    data, sealed, out = secret("d") * 3000, io.BytesIO(), io.BytesIO()
    source: Any = Dribble(data)
    done = seal_stream(source, len(data), sealed, secret("k"), b"")
    source = Dribble(sealed.getvalue())
    assert open_stream(source, out, secret("k"), b"") == (len(data), done.plain_sha256)


def test_new_passphrase_leaves_recovery_and_closes_the_old_one() -> None:
    keys = OfficerKeys.generate()
    made = keystore.create(HUB, ident("o"), keys, "old words", b"a" * 16, b"r" * 16, "PK", None)
    inner = keystore.vault_key(made, passphrase=("old words", b"a" * 16))
    changed = keystore.rewrap(made, inner, "new words", b"b" * 16)
    assert keystore.unlock_passphrase(changed, "new words", b"b" * 16).keys.public == keys.public
    assert keystore.unlock_recovery(changed, b"r" * 16).keys.public == keys.public
    with refused("wrong-passphrase"):
        keystore.unlock_passphrase(changed, "old words", b"a" * 16)
    with refused("vault-does-not-open"):
        keystore.rewrap(made, bytes(32), "x", b"b" * 16)
    with refused("iterations"):
        keystore.rewrap(made, inner, "x", b"b" * 16, iterations=599_999)


def test_private_and_secret_bytes_are_not_printed() -> None:
    key = FocalPointKey.generate(HUB, ident("p"))
    assert repr(key.seed) not in repr(key)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_of_another_length_are_refused(length: int) -> None:
    good, bad = officer_keys("x"), bytes(length)
    with pytest.raises(BadKey):
        OfficerKeys.from_bytes(bad, bad)
    with pytest.raises(BadKey):
        PublicKeys(bad, good.public.sig)
    with pytest.raises(BadKey):
        FocalPointKey(HUB, ident("p"), 1, bad)
    with pytest.raises(BadKey):
        seal_stream(io.BytesIO(), 0, io.BytesIO(), bad, b"")


@pytest.mark.parametrize(
    "envelope", [None, 1, "x", [], {}, {"payload": "", "payloadType": 1, "signatures": []}]
)
def test_anything_at_all_can_come_as_an_envelope(envelope: Any) -> None:
    for act in (dsse.peek, read_statement, dsse.envelope_hash):
        with pytest.raises(BadFormat):
            act(envelope)


def test_a_payload_that_is_no_statement_is_refused_before_its_signature() -> None:
    holder = officer_keys("x")
    for payload in (b"", b"null", b"[]", canonical({"v": 1}), b"\xff"):
        envelope = dsse.sign(dsse.CHAIN, payload, [(holder.public.keyid, holder.sig)])
        with pytest.raises(BadFormat) if payload not in (b"null", b"[]") else pytest.raises(Refused):
            read_statement(envelope)


def test_a_signature_under_another_name_is_refused() -> None:
    one, two = officer_keys("one"), officer_keys("two")
    envelope = dsse.sign(dsse.EVENT, b"{}", [(two.public.keyid, one.sig)])
    with pytest.raises(BadSignature):
        dsse.verify(envelope, dsse.EVENT, {two.public.keyid: two.public.sig})
    with pytest.raises(BadSignature):
        dsse.verify(envelope, dsse.EVENT, {two.public.keyid: one.public.sig})


def test_ballast_signatures_are_refused() -> None:
    one, two = officer_keys("one"), officer_keys("two")
    envelope = dsse.sign(dsse.EVENT, b"{}", [(who.public.keyid, who.sig) for who in (one, two)])
    with refused("unknown-signer"):
        dsse.verify(envelope, dsse.EVENT, {one.public.keyid: one.public.sig})


def test_bodies_bring_exactly_what_is_asked() -> None:
    pk, np = make_nation("PK"), make_nation("NP")
    for wrong in (
        {**LETTER, "event": ident("e")},
        {"subject": "x"},
        {**LETTER, "salt": b64(b"short")},
        {**LETTER, "fields": []},
    ):
        with pytest.raises(BadFormat):
            make_event(pk, np, body=wrong)


def test_a_rotation_reads_back() -> None:
    key = FocalPointKey(HUB, ident("p"), 1, secret("s"))
    with pytest.raises(Tampered):
        seed_chain(key, {}, {})
    assert Rotation(key.focal_point, 1, key.kem_public, "0" * 64).to_dict()["kem"] == b64(key.kem_public)
