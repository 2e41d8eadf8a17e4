"""What was altered, cut, replayed or misaddressed is refused in the browser with the code Python gives it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from hub.encryption import dsse, event
from hub.encryption.blocks import BlockHasher
from hub.encryption.body import make_body
from hub.encryption.canonical import Json, b64, canonical, parse, unb64
from hub.encryption.cobblestone import part_context, seal_bytes
from hub.encryption.event import SealedEvent, open_event, open_file
from hub.encryption.manifest import Part
from tests.encryption.world import LETTER, Nation, ident, make_event, make_nation
from tests.encryption_browser.conftest import Run
from tests.encryption_browser.courier import POST, for_page, refusal, secret_of

pytestmark = pytest.mark.browser

Change = Callable[[Json], Json]


@pytest.fixture(scope="module")
def sender() -> Nation:
    return make_nation("PK")


@pytest.fixture(scope="module")
def recipient() -> Nation:
    return make_nation("NP")


@pytest.fixture(scope="module")
def sealed(sender: Nation, recipient: Nation) -> SealedEvent:
    return make_event(sender, recipient)


def python_code(request: Json, recipient: Nation) -> str:
    def work() -> None:
        key, place = recipient.newest(POST), request["focalPoint"]
        first, *rest = [unb64(part) for part in request["parts"]]
        sig = unb64(request["senderSig"])
        envelope, wraps = request["envelope"], request["wraps"]
        opened = open_event(envelope, wraps, sig, key.kem_private, place, key.generation, first)
        for n, data in enumerate(rest, start=1):
            open_file(opened, n, io.BytesIO(data), io.BytesIO())

    return refusal(work)


def resign(envelope: Json, nation: Nation, change: Change, name: str = "Chandra") -> Json:
    """The manifest changed and signed again by an officer who may sign."""
    kind, payload = dsse.peek(envelope)
    keys = nation.keys[name]
    return dsse.sign(kind, canonical(change(parse(payload))), [(keys.public.keyid, keys.sig)])


def reworded(envelope: Json, change: Change) -> Json:
    """The manifest changed under the old signature."""
    return envelope | {"payload": b64(canonical(change(parse(unb64(envelope["payload"])))))}


UNDER_THE_OLD_SIGNATURE: dict[str, Json] = {
    "facts": {"facts": {"measures": ["extradition"]}},
    "handling": {"handling": "H0"},
    "another stream": {"stream": ident("stream 2")},
    "another event": {"event": ident("event 9")},
}


@pytest.mark.parametrize("name", UNDER_THE_OLD_SIGNATURE)
def test_a_changed_manifest_is_refused(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation, name: str
) -> None:
    envelope = reworded(sealed.envelope, lambda said: said | UNDER_THE_OLD_SIGNATURE[name])
    request = for_page(sealed, sender, recipient) | {"envelope": envelope}
    assert refused("openEvent", **request) == python_code(request, recipient) == "bad-signature"


OTHER_SENDER = {"focal_point": ident("x"), "officer": ident("y"), "chain_seq": 0}
SIGNED_AGAIN: dict[str, tuple[Json, str]] = {
    "unknown suite": ({"suite": 2}, "unknown-suite"),
    "suite as truth value": ({"suite": True}, "unknown-suite"),
    "unknown version": ({"v": 2}, "unknown-version"),
    "replayed into another stream": ({"stream": ident("stream 2")}, "wrap-does-not-open"),
    "replayed as another event": ({"event": ident("event 9")}, "wrap-does-not-open"),
    "one field more": ({"note": "x"}, "wrong-fields"),
    "handling unknown": ({"handling": "H9"}, "unknown-value"),
    "day that does not exist": ({"created": "2026-02-30T00:00:00Z"}, "bad-time"),
    "no recipients": ({"recipients": []}, "bad-recipients"),
    "no parts": ({"parts": []}, "bad-parts"),
    "first event with one before": ({"prev": "a" * 64}, "bad-prev"),
    "facts as list": ({"facts": []}, "bad-facts"),
    "kind with capitals": ({"kind": "MLA.Draft"}, "bad-kind"),
    "other sender": ({"sender": OTHER_SENDER}, "body-does-not-match"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNED_AGAIN)
def test_a_wrong_manifest_is_refused_even_well_signed(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation, name: str
) -> None:
    change, code = SIGNED_AGAIN[name]
    request = for_page(sealed, sender, recipient)
    request["envelope"] = resign(sealed.envelope, sender, lambda said: said | change)
    assert refused("openEvent", **request) == python_code(request, recipient) == code


def test_an_added_signature_is_refused(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    keys = sender.keys["Amina"]
    envelope = dsse.add_signature(sealed.envelope, keys.public.keyid, keys.sig)
    request = for_page(sealed, sender, recipient) | {"envelope": envelope}
    assert refused("openEvent", **request) == python_code(request, recipient) == "unknown-signer"


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("at", [0, 24, 60, -1])
def test_a_changed_letter_is_refused(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation, at: int
) -> None:
    request = for_page(sealed, sender, recipient)
    first = unb64(request["parts"][0])
    request["parts"][0] = b64(flipped(first, at % len(first)))
    assert refused("openEvent", **request) == python_code(request, recipient) == "part-does-not-match"


def test_a_letter_put_in_by_another_recipient_is_refused(
    refused: Run, run: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    request = for_page(sealed, sender, recipient)
    key = unb64(run("openEvent", **request)["key"])
    manifest, sig = sealed.manifest, unb64(request["senderSig"])
    forged = make_body(LETTER | {"text": "Pay."}, manifest.event, manifest.sender, manifest.recipients, [])
    context = part_context(manifest.hub, manifest.stream, manifest.event, 0, sig)
    request["parts"][0] = b64(seal_bytes(canonical(forged), key, context))
    assert refused("openEvent", **request) == python_code(request, recipient) == "part-does-not-match"


LARGE = b"".join(bytes([n]) * 16384 for n in range(70))


def in_other_order(data: bytes) -> bytes:
    """The first two chunks exchanged."""
    start, one = data[:56], 16400
    return start + data[56 + one : 56 + 2 * one] + data[56 : 56 + one] + data[56 + 2 * one :]


FILE_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "last byte cut": lambda data: data[:-1],
    "last chunk cut": lambda data: data[: 56 + 16400 * 70],
    "half a chunk left": lambda data: data[: 56 + 16400 * 3 + 900],
    "only the header": lambda data: data[:56],
    "less than the header": lambda data: data[:40],
    "nothing": lambda _data: b"",
    "one byte more": lambda data: data + b"\0",
    "one chunk more": lambda data: data + data[-16400:],
    "chunks in another order": in_other_order,
    "a bit of the commitment": lambda data: flipped(data, 30),
    "a bit in the middle": lambda data: flipped(data, 600_000),
}


@pytest.mark.parametrize("name", FILE_CHANGES)
def test_a_changed_file_is_refused(refused: Run, sender: Nation, recipient: Nation, name: str) -> None:
    sealed = make_event(sender, recipient, files=[event.FileSource("a", "", LARGE)])
    request = for_page(sealed, sender, recipient)
    request["parts"][1] = b64(FILE_CHANGES[name](unb64(request["parts"][1])))
    assert refused("openEvent", **request) == python_code(request, recipient) == "part-does-not-open"


@pytest.mark.parametrize("name", FILE_CHANGES)
def test_a_changed_ciphertext_does_not_open_whatever_its_manifest_says(refused: Run, name: str) -> None:
    key, context = bytes(range(32)), b"a place"
    sealed = FILE_CHANGES[name](seal_bytes(LARGE, key, context))
    assert (
        refused("rawOpen", sealed=sealed.hex(), key=key.hex(), context=context.hex()) == "part-does-not-open"
    )


def test_files_of_one_event_cannot_be_exchanged(refused: Run, sender: Nation, recipient: Nation) -> None:
    files = [event.FileSource("a", "", b"one"), event.FileSource("b", "", b"two")]
    request = for_page(make_event(sender, recipient, files=files), sender, recipient)
    parts = request["parts"]
    request["parts"] = [parts[0], parts[2], parts[1]]
    assert refused("openEvent", **request) == python_code(request, recipient) == "part-does-not-open"


def test_a_file_that_is_not_the_one_described_is_refused(
    run: Run, refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    request = for_page(sealed, sender, recipient)
    key, manifest = unb64(run("openEvent", **request)["key"]), sealed.manifest
    context = part_context(manifest.hub, manifest.stream, manifest.event, 1, unb64(request["senderSig"]))
    other = seal_bytes(b"The witness is C. D.\n", key, context)
    hasher = BlockHasher()
    hasher.update(other)
    parts = [manifest.parts[0].to_dict(), Part(1, hasher.length, hasher.root()).to_dict()]
    request["envelope"] = resign(sealed.envelope, sender, lambda said: said | {"parts": parts})
    request["parts"][1] = b64(other)
    assert refused("openEvent", **request) == python_code(request, recipient) == "file-does-not-match"


def test_wraps_are_bound_to_the_manifest(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    for wraps in (
        sealed.wraps[:1],
        sealed.wraps[::-1],
        [sealed.wraps[0] | {"wrap": b64(bytes(80))}, sealed.wraps[1]],
    ):
        request = for_page(sealed, sender, recipient) | {"wraps": wraps}
        assert refused("openEvent", **request) == python_code(request, recipient) == "wraps-do-not-match"


def test_a_stranger_is_no_recipient(refused: Run, sealed: SealedEvent, sender: Nation) -> None:
    stranger = make_nation("EG")
    request = for_page(sealed, sender, stranger)
    assert refused("openEvent", **request) == python_code(request, stranger) == "not-a-recipient"


def test_a_strangers_key_does_not_open(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    stranger = make_nation("EG")
    request = for_page(sealed, sender, stranger) | {"focalPoint": recipient.id(POST)}
    assert refused("openEvent", **request) == python_code(request, stranger) == "wrap-does-not-open"


def test_nothing_is_sealed_to_a_key_of_low_order(refused: Run, sender: Nation, recipient: Nation) -> None:
    to = {"focal_point": recipient.id(POST), "generation": 1, "kem": b64(bytes(32))}
    request: dict[str, Any] = {
        "secret": secret_of(sender.keys["Chandra"]), "hub": "h", "stream": ident("s"), "event": ident("e"),
        "kind": "mla.draft", "seq": 0, "prev": "0" * 64, "sender": sender.sender("Chandra", POST).to_dict(),
        "recipients": [to], "body": LETTER, "files": [], "handling": "H1", "created": "2026-03-02T09:30:00Z",
    }  # fmt: skip
    assert refused("buildEvent", **request) == "low-order"


def test_a_wrong_signing_key_is_refused(
    refused: Run, sealed: SealedEvent, sender: Nation, recipient: Nation
) -> None:
    request = for_page(sealed, sender, recipient)
    request["senderSig"] = b64(sender.keys["Amina"].public.sig)
    assert refused("openEvent", **request) == python_code(request, recipient) == "unknown-signer"
