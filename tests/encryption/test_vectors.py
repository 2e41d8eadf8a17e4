"""Every vector file, read as the browser reads it."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.encryption import cobblestone, codes, dsse, hpke, keys, keystore, lapse, receipt
from hub.encryption.blocks import BlockHasher
from hub.encryption.body import commitment
from hub.encryption.bundle import check_bundle
from hub.encryption.canonical import canonical, frame, parse, sha256hex, unb64
from hub.encryption.chain import Pin, fold
from hub.encryption.errors import BadSignature, Refused
from hub.encryption.event import OpenedEvent, open_event, open_file
from hub.encryption.padding import padded_length, padme
from hub.encryption.seeds import FocalPointKey, hkdf
from hub.encryption.verify import verify_stream
from tests.vectors import load, published, reference
from tests.vectors.acts import describe

Case = dict[str, Any]


def cases(name: str) -> pytest.MarkDecorator:
    """Run a test once for each case of a file."""
    return pytest.mark.parametrize(
        "case", [pytest.param(one, id=str(one.get("name", n))) for n, one in enumerate(load(name))]
    )


def raw(case: Case, name: str) -> bytes:
    return bytes.fromhex(case[name])


@cases("rfc8032")
def test_rfc8032(case: Case) -> None:
    key = Ed25519PrivateKey.from_private_bytes(raw(case, "secret"))
    assert key.public_key().public_bytes_raw() == raw(case, "public")
    assert key.sign(raw(case, "message")) == raw(case, "signature")
    dsse.verify_signature(raw(case, "public"), raw(case, "signature"), raw(case, "message"))


@cases("wycheproof_ed25519")
def test_wycheproof_signatures_are_refused(case: Case) -> None:
    with pytest.raises(BadSignature):
        dsse.verify_signature(raw(case, "public"), raw(case, "signature"), raw(case, "message"))


@cases("rfc7748")
def test_rfc7748(case: Case) -> None:
    scalar, u = X25519PrivateKey.from_private_bytes(raw(case, "scalar")), raw(case, "u")
    assert scalar.exchange(X25519PublicKey.from_public_bytes(u)) == raw(case, "shared")


@cases("rfc5869")
def test_rfc5869(case: Case) -> None:
    salt, info, length = raw(case, "salt"), raw(case, "info"), case["length"]
    assert HKDF(SHA256(), length, salt, info).derive(raw(case, "ikm")) == raw(case, "okm")
    assert hkdf(raw(case, "ikm"), salt, info)[:32] == raw(case, "okm")[:32]


def test_our_reading_of_rfc9180_gives_the_printed_vector_and_the_library_opens_ours() -> None:
    printed, ours = load("rfc9180")
    assert printed["key"] == "4531685d41d65f03dc48f6b8302c05b0"
    assert printed["ct"].startswith("f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9")
    private = X25519PrivateKey.from_private_bytes(raw(ours, "skRm"))
    sealed = raw(ours, "enc") + raw(ours, "ct")
    assert hpke.unwrap(private, sealed, raw(ours, "info")) == raw(ours, "pt")


@cases("cobblestone")
def test_cobblestone(case: Case) -> None:
    sealed, context = published.unpack(case["zlib"]), case["context"].encode()
    opener = Cobblestone256Decryptor(raw(case, "key"), context)
    plain = opener.update(sealed) + opener.finalize()
    assert (len(plain), hashlib.sha512(plain).hexdigest()) == (case["length"], case["sha512"])
    assert reference.cobblestone_seal(plain, raw(case, "key"), context, sealed[:24]) == sealed


@cases("frame")
def test_frame(case: Case) -> None:
    listed = [
        bytes.fromhex(one["hex"]) if "hex" in one else one.get("text", one.get("int"))
        for one in case["fields"]
    ]
    framed = frame(case["label"], *listed)
    assert (framed.hex(), sha256hex(framed)) == (case["hex"], case["sha256"])


@cases("canonical")
def test_canonical(case: Case) -> None:
    data = case["text"].encode()
    if "refused" in case:
        with pytest.raises(Refused) as error:
            parse(data)
        assert error.value.code == case["refused"]
    else:
        assert canonical(parse(data)) == data


@cases("padme")
def test_padme(case: Case) -> None:
    if "length" in case:
        assert padme(case["length"]) == case["padded"]
    else:
        assert padded_length(case["size"]) == case["padded_length"]
        assert cobblestone.sealed_length(case["size"]) == case["sealed_length"]


@cases("denylist")
def test_denylist(case: Case) -> None:
    check = {"ed25519": keys.check_ed25519, "x25519": keys.check_x25519}[case["kind"]]
    _expect(case, lambda: check(raw(case, "hex")), raw(case, "hex"))


@cases("wrap")
def test_wrap(case: Case) -> None:
    info = hpke.wrap_info(*(case[name] for name in ("hub", "stream", "event", "focal_point", "generation")))
    private = X25519PrivateKey.from_private_bytes(raw(case, "private"))
    _expect(
        case, lambda: hpke.unwrap(private, unb64(case["wrap"]), info), bytes.fromhex(case.get("secret", ""))
    )


@cases("seed")
def test_seed(case: Case) -> None:
    key = FocalPointKey(case["hub"], case["focal_point"], case["generation"], raw(case, "seed"))
    assert key.kem_private.private_bytes_raw() == raw(case, "kem_private")
    assert key.kem_public == raw(case, "kem_public")
    if "box" in case:
        assert key.open_box(unb64(case["box"])) == raw(case, "previous_seed")
        info = hpke.seed_info(case["hub"], case["country"], key.focal_point, key.generation, case["officer"])
        officer = X25519PrivateKey.from_private_bytes(raw(case, "officer_private"))
        assert hpke.unwrap(officer, unb64(case["wrap"]), info) == key.seed


@cases("part")
def test_part_in_memory(case: Case) -> None:
    _expect(
        case,
        lambda: cobblestone.open_bytes(unb64(case["sealed"]), raw(case, "key"), _context(case)),
        _data(case),
    )


@cases("part")
def test_part_in_a_stream(case: Case) -> None:
    sealed, out = unb64(case["sealed"]), io.BytesIO()

    def opened() -> tuple[int, str]:
        return cobblestone.open_stream(io.BytesIO(sealed), out, raw(case, "key"), _context(case))

    _expect(case, opened, (case.get("size"), case.get("plain_sha256")))
    if "refused" not in case:
        hasher = BlockHasher()
        hasher.update(sealed)
        assert out.getvalue() == _data(case)
        assert (hasher.length, hasher.root()) == (case["length"], case["blocks_root"])


@cases("commitment")
def test_commitment(case: Case) -> None:
    assert commitment(case["body"]) == case["commitment"]


@cases("codes")
def test_codes(case: Case) -> None:
    for typed in case["typed"]:
        _expect(
            case,
            lambda typed=typed: codes.parse_code(typed, case["prefix"]),
            bytes.fromhex(case.get("bytes", "")),
        )
    if "human" in case:
        assert codes.human(raw(case, "bytes"), case["prefix"]) == case["human"]


@cases("invitation")
def test_invitation(case: Case) -> None:
    place = (raw(case, "code"), case["hub"], case["country"], case["invitation"])
    assert codes.join_mac(*place, case["joining"]) == case["join_mac"]
    assert codes.code_hash(raw(case, "code")) == case["code_sha256"]
    assert not codes.check_join_mac(case["join_mac"], *place, case["joining"] | {"name": "Ghost"})


@cases("keystore")
def test_keystore(case: Case) -> None:
    def opened() -> Case:
        found = keystore.unlock_passphrase(case["keystore"], case["passphrase"], raw(case, "account_secret"))
        return _unlocked(found)

    _expect(case, opened, case.get("expect"))
    if "expect" in case:
        printed = keystore.unlock_recovery(case["keystore"], raw(case, "recovery_code"))
        assert _unlocked(printed) == case["expect"]
    if "passkey" in case:
        answered = {name: bytes.fromhex(text) for name, text in case["passkey"].items()}
        assert _unlocked(keystore.unlock_passkey(case["keystore"], **answered)) == case["expect"]


@cases("dsse")
def test_dsse(case: Case) -> None:
    envelope, public = case["envelope"], raw(case, "public")
    kind, payload = dsse.peek(envelope)
    signer = Ed25519PrivateKey.from_private_bytes(raw(case, "secret"))
    assert dsse.pae(kind, payload).hex() == case["pae"]
    assert dsse.sign(kind, payload, [(case["keyid"], signer)]) == envelope
    assert dsse.verify(envelope, kind, {case["keyid"]: public}) == payload
    assert (keys.keyid(public), dsse.envelope_hash(envelope)) == (case["keyid"], case["hash"])


@cases("event")
def test_event(case: Case) -> None:
    opened, expect = _open(case), case["expect"]
    assert (opened.manifest.to_dict(), opened.body) == (expect["manifest"], expect["body"])
    assert dsse.envelope_hash(case["envelope"]) == expect["hash"]
    for n, wanted in enumerate(expect["files"], start=1):
        out = io.BytesIO()
        open_file(opened, n, io.BytesIO(unb64(case["parts"][n])), out)
        assert out.getvalue() == unb64(wanted)


@cases("refused_event")
def test_refused_event(case: Case) -> None:
    _expect(case, lambda: _open(case), None)


@cases("chain")
def test_chain(case: Case) -> None:
    assert describe(fold(case["envelopes"], case["hub"], case["country"])) == case["expect"]


@cases("refused_chain")
def test_refused_chain(case: Case) -> None:
    pin = Pin(**case["pin"]) if "pin" in case else None
    _expect(case, lambda: fold(case["envelopes"], case["hub"], case["country"], pin), None)


@cases("stream")
def test_stream(case: Case) -> None:
    chains = {country: fold(one, case["hub"], country) for country, one in case["chains"].items()}
    _expect(
        case,
        lambda: [one.hash for one in verify_stream(case["events"], chains, case["hub"])],
        case.get("hashes"),
    )


@cases("receipt")
def test_receipt(case: Case) -> None:
    retrieval = case["envelope"]["payloadType"] == dsse.RETRIEVAL
    check = receipt.check_retrieval if retrieval else receipt.check_receipt
    _expect(case, lambda: check(case["envelope"], raw(case, "public")), case.get("content"))


@cases("lapse")
def test_lapse(case: Case) -> None:
    _expect(case, lambda: lapse.check_lapse(case["envelope"], raw(case, "public")), case.get("content"))


@cases("bundle")
def test_bundle(case: Case) -> None:
    def found() -> tuple[Any, Any]:
        report = check_bundle(case["bundle"])
        return report.fingerprints, report.unreceipted

    _expect(case, found, (case.get("fingerprints"), case.get("unreceipted")))


def _expect(case: Case, act: Any, wanted: Any) -> None:
    if "refused" not in case:
        assert act() == wanted
        return
    with pytest.raises(Refused) as error:
        act()
    assert error.value.code == case["refused"]


def _context(case: Case) -> bytes:
    sender = bytes.fromhex(case["sender_sig"])
    return cobblestone.part_context(case["hub"], case["stream"], case["event"], case["n"], sender)


def _data(case: Case) -> bytes:
    return bytes.fromhex(case.get("unit", "")) * int(case.get("repeat", 0))


def _unlocked(found: keystore.Unlocked) -> Case:
    return {
        "officer": found.officer,
        "country": found.country,
        "fingerprint": found.fingerprint,
        "kem": found.keys.kem.private_bytes_raw().hex(),
        "sig": found.keys.sig.private_bytes_raw().hex(),
    }


def _open(case: Case) -> OpenedEvent:
    private = X25519PrivateKey.from_private_bytes(raw(case, "kem_private"))
    place = (case["focal_point"], case["generation"], unb64(case["parts"][0]))
    return open_event(case["envelope"], case["wraps"], raw(case, "sender_sig"), private, *place)
