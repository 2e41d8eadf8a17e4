"""Every vector file, in the browser: what Python accepts is accepted, what it refuses has the same code."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.hpke import wrap_info
from hub.encryption.keys import OfficerKeys
from tests.encryption_browser.conftest import Run
from tests.vectors import load

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
# A bundle is verified by the client, away from the hub; completeness has its own tests in tests/forms.
ELSEWHERE = {"acts_completeness", "bundle", "completeness", "identifiers", "procedure", "shares", "words"}
COVERED: set[str] = set()


def cases(name: str) -> pytest.MarkDecorator:
    """Parametrise over the cases of one file."""
    COVERED.add(name)
    listed = json.loads((FOLDER / f"{name}.json").read_text())["cases"]
    labels = [f"{n} {case.get('name', case.get('comment', ''))}".strip() for n, case in enumerate(listed)]
    return pytest.mark.parametrize("case", listed, ids=labels)


def agrees(answer: Run, case: Json, name: str, **arguments: Any) -> Any:
    """Run; return the value, or None where the vector says it is refused, and it is, with that code."""
    found = answer(name, **arguments)
    assert found.get("refused") == case.get("refused"), found
    return found.get("value")


@cases("canonical")
def test_canonical(answer: Run, case: Json) -> None:
    data = case["text"].encode().hex()
    assert agrees(answer, case, "reparse", hex=data) in {data, None}


@cases("frame")
def test_frame(run: Run, case: Json) -> None:
    assert run("frame", label=case["label"], fields=case["fields"]) == case["hex"]


@cases("padme")
def test_padme(run: Run, case: Json) -> None:
    if "size" in case:
        expected = {"padded": case["padded_length"], "sealed": case["sealed_length"]}
        assert run("sizes", size=case["size"]) == expected
    else:
        assert run("padme", length=case["length"]) == case["padded"]


@cases("denylist")
def test_denylist(answer: Run, case: Json) -> None:
    name = {"ed25519": "checkEd25519", "x25519": "checkX25519"}[case["kind"]]
    assert agrees(answer, case, name, key=case["hex"]) in {case["hex"], None}


@cases("rfc5869")
def test_rfc5869(run: Run, case: Json) -> None:
    request = {name: case[name] for name in ("ikm", "salt", "info", "length")}
    assert run("hkdf32", **request) == case["okm"]


@cases("rfc7748")
def test_rfc7748(run: Run, case: Json) -> None:
    assert run("agree", scalar=case["scalar"], u=case["u"]) == case["shared"]


@cases("rfc8032")
def test_rfc8032(run: Run, case: Json) -> None:
    made = run("signEd25519", secret=case["secret"], message=case["message"])
    assert made == {"key": case["public"], "signature": case["signature"]}
    request = {"key": case["public"], "signature": case["signature"], "message": case["message"]}
    assert run("verifyEd25519", **request) is True


@cases("wycheproof_ed25519")
def test_wycheproof_ed25519(answer: Run, case: Json) -> None:
    request = {"key": case["public"], "signature": case["signature"], "message": case["message"]}
    assert answer("verifyEd25519", **request).get("refused") == "bad-signature"


@cases("rfc9180")
def test_rfc9180(run: Run, case: Json) -> None:
    found = run("hpkeSchedule", secret=case["skRm"], enc=case["enc"], info=case["info"])
    assert found["shared"] == case["shared_secret"]
    if case["aead_id"] == 2:
        assert (found["key"], found["nonce"]) == (case["key"], case["base_nonce"])


@cases("cobblestone")
def test_cobblestone(run: Run, case: Json) -> None:
    sealed = zlib.decompress(unb64(case["zlib"])).hex()
    place = {"key": case["key"], "context": case["context"], "sealed": sealed}
    data = run("rawOpen", **place)
    assert len(data) == 2 * case["length"]
    assert run("sameSeal", data=data, **place) is True


@cases("part")
def test_part(answer: Run, case: Json) -> None:
    names = ("hub", "stream", "event", "n", "sender_sig", "key", "sealed")
    found = agrees(answer, case, "partOpen", **{name: case[name] for name in names})
    if found:
        expected = {"context": case["context"], "size": case["size"], "sha256": case["plain_sha256"]}
        assert found == expected | {"root": case["blocks_root"]}


@cases("wrap")
def test_wrap(answer: Run, case: Json) -> None:
    info = wrap_info(*(case[name] for name in ("hub", "stream", "event", "focal_point", "generation")))
    wrapped = unb64(case["wrap"]).hex()
    found = agrees(answer, case, "unwrap", secret=case["private"], wrapped=wrapped, info=info.hex())
    assert found == (None if "refused" in case else case["secret"])


@cases("seed")
def test_seed(run: Run, case: Json) -> None:
    request = {name: case.get(name) for name in ("hub", "focal_point", "generation", "seed", "box")}
    assert run("seed", **request) == {"kem": case["kem_public"], "previous": case.get("previous_seed")}


@cases("dsse")
def test_dsse(run: Run, case: Json) -> None:
    envelope = case["envelope"]
    request = {"secret": case["secret"], "type": envelope["payloadType"], "payload": envelope["payload"]}
    found = run("envelope", envelope=envelope, **request)
    assert found == {name: case[name] for name in ("pae", "hash", "envelope", "keyid")}


@cases("commitment")
def test_commitment(run: Run, case: Json) -> None:
    assert run("commitment", body=case["body"]) == case["commitment"]


@cases("codes")
def test_codes(answer: Run, run: Run, case: Json) -> None:
    for typed in case["typed"]:
        assert agrees(answer, case, "parseCode", text=typed, prefix=case["prefix"]) == case.get("bytes")
    if "human" in case:
        assert run("human", bytes=case["bytes"], prefix=case["prefix"]) == case["human"]


@cases("invitation")
def test_invitation(run: Run, case: Json) -> None:
    code = b64(bytes.fromhex(case["code"]))
    place = {name: case[name] for name in ("hub", "country", "invitation", "joining")}
    assert run("joinMac", code=code, **place) == case["join_mac"]
    assert run("codeHash", code=code) == case["code_sha256"]


@cases("keystore")
def test_keystore(answer: Run, case: Json) -> None:
    secret, recovery = (b64(bytes.fromhex(case[name])) for name in ("account_secret", "recovery_code"))
    words, store = case["passphrase"], case["keystore"]
    found = agrees(answer, case, "unlockPassphrase", keystore=store, passphrase=words, accountSecret=secret)
    if found:
        inside = case["expect"]
        public = OfficerKeys.from_bytes(bytes.fromhex(inside["kem"]), bytes.fromhex(inside["sig"])).public
        told = {name: inside[name] for name in ("officer", "country", "fingerprint")}
        expected = told | {"kem": b64(public.kem), "sig": b64(public.sig), "extractable": False}
        assert found == expected
        assert answer("unlockRecovery", keystore=store, recoveryCode=recovery)["value"] == expected
        if "passkey" in case:
            passkey = {name: b64(bytes.fromhex(text)) for name, text in case["passkey"].items()}
            assert answer("unlockPasskey", keystore=store, **passkey)["value"] == expected


def opening(case: Json) -> Json:
    """What `openEvent` takes."""
    secret = b64(bytes.fromhex(case["kem_private"]))
    return {
        "envelope": case["envelope"],
        "wraps": case["wraps"],
        "senderSig": b64(bytes.fromhex(case["sender_sig"])),
        "focalPoint": case["focal_point"],
        "secrets": {str(case["generation"]): secret},
        "parts": case["parts"],
    }


@cases("event")
def test_event(run: Run, case: Json) -> None:
    opened, expect = run("openEvent", **opening(case)), case["expect"]
    assert (opened["hash"], opened["body"]) == (expect["hash"], expect["body"])
    assert [one["data"] for one in opened["files"]] == expect["files"]


@cases("refused_event")
def test_refused_event(refused: Run, case: Json) -> None:
    assert refused("openEvent", **opening(case)) == case["refused"]


@cases("chain")
def test_chain(run: Run, case: Json) -> None:
    request = {name: case[name] for name in ("hub", "country", "envelopes")}
    assert run("fold", **request) == case["expect"]


@cases("refused_chain")
def test_refused_chain(refused: Run, case: Json) -> None:
    request = {name: case.get(name) for name in ("hub", "country", "envelopes", "pin")}
    assert refused("fold", **request) == case["refused"]


@cases("stream")
def test_stream(answer: Run, case: Json) -> None:
    request = {name: case[name] for name in ("hub", "chains", "events")}
    found = agrees(answer, case, "verifyStream", **request)
    if found:
        assert [one["hash"] for one in found] == case["hashes"]


@cases("receipt")
def test_receipt(answer: Run, case: Json) -> None:
    retrieval = case["envelope"]["payloadType"].endswith("retrieval+json")
    name = "checkRetrieval" if retrieval else "checkReceipt"
    assert agrees(answer, case, name, envelope=case["envelope"], key=case["public"]) == case.get("content")


@cases("lapse")
def test_lapse(answer: Run, case: Json) -> None:
    found = agrees(answer, case, "checkLapse", envelope=case["envelope"], key=case["public"])
    assert found == case.get("content")


@cases("log")
def test_log(answer: Run, case: Json) -> None:
    found = agrees(answer, case, "checkLog", said=case)
    assert found == (None if "refused" in case else {"size": case["size"], "seen": case["seen"]})


@cases("rfc6962")
def test_rfc6962(run: Run, case: Json) -> None:
    assert run("checkTree", case=case, olds=[tree["root"] for tree in load("rfc6962")]) == "yes"


def test_no_vector_file_is_forgotten() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == COVERED | ELSEWHERE
