"""Whatever bytes a reader is given, it answers or refuses by a declared error; signed junk included."""

from __future__ import annotations

import contextlib
import io
import json
import random
import tracemalloc
from base64 import b64decode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.encryption import (
    assets,
    bundle,
    chain,
    cobblestone,
    codes,
    dsse,
    event,
    hpke,
    keystore,
    lapse,
    receipt,
)
from hub.encryption.body import read_body
from hub.encryption.canonical import canonical, parse, unb64
from hub.encryption.errors import Refused
from hub.encryption.keys import OfficerKeys
from hub.encryption.keys import keyid as keyid_of
from hub.encryption.manifest import Manifest, check_wraps
from hub.encryption.statement import read_statement
from hub.encryption.verify import verify_stream
from tests.attacks.junk import WILD, wrong

VECTORS = Path(__file__).parents[1] / "vectors"
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OFFICER = OfficerKeys.from_bytes(b"a" * 32, b"b" * 32)
# Of a megabyte given; Python's own objects for a list of 262 144 lists are most of it.
MEMORY = 64 * 1024 * 1024
ODD = [b"", b"[" * 5000, b"\xff" * 5000, b"{}", b"null", b"9" * 5000]
QUIET = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
Reader = Callable[[Any], object]


@cache
def case(name: str) -> Any:
    """The first case of a file of vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["cases"][0]


def payload(envelope: Any) -> Any:
    return json.loads(b64decode(envelope["payload"]))


def signed(kind: str, read: Reader, name: str = "") -> Reader:
    """A reader of envelopes, given any payload properly signed by the key it expects."""
    key = KEY if not name else OFFICER.sig
    keyid = OFFICER.public.keyid if name else keyid_of(KEY.public_key().public_bytes_raw())
    return lambda value: read(dsse.sign(kind, canonical(value), [(keyid, key)]))


HUB_KEY = KEY.public_key().public_bytes_raw()
ASSETS = {
    "v": 1,
    "hub": "h",
    "release": "1",
    "base": "/static/",
    "files": {"a.js": "0" * 64},
    "templates": {},
}


def structures() -> dict[str, tuple[Reader, Any]]:
    """Readers of parsed JSON, each with something valid to be spoilt."""
    sealed, stream, states = case("event"), case("stream"), case("chain")
    first = parse(canonical(payload(sealed["envelope"])))
    return {
        "envelope": (lambda it: dsse.verify(it, dsse.EVENT, {}), sealed["envelope"]),
        "names of signers": (dsse.signers, sealed["envelope"]),
        "manifest": (lambda it: Manifest.parse(canonical(it)), first),
        "wraps": (partial(check_wraps, Manifest.parse(canonical(first))), sealed["wraps"]),
        "body": (lambda it: read_body(canonical(it)), {"v": 1, "text": "x", "fields": {}, "files": []}),
        "statement": (signed(dsse.CHAIN, read_statement), payload(states["envelopes"][0])),
        "chain": (lambda it: chain.fold(it, states["hub"], states["country"]), states["envelopes"]),
        "stream": (lambda it: verify_stream(it, {}, stream["hub"]), stream["events"]),
        "receipt": (
            signed(dsse.RECEIPT, lambda it: receipt.check_receipt(it, HUB_KEY)),
            payload(case("receipt")["envelope"]),
        ),
        "retrieval": (
            signed(dsse.RETRIEVAL, lambda it: receipt.check_retrieval(it, OFFICER.public.sig), "officer"),
            payload(case("receipt")["envelope"]),
        ),
        "lapse": (
            signed(dsse.LAPSE, lambda it: lapse.check_lapse(it, HUB_KEY)),
            payload(case("lapse")["envelope"]),
        ),
        "bundle": (bundle.check_bundle, case("bundle")["bundle"]),
        "keystore": (keystore.check, case("keystore")["keystore"]),
        "recovery": (lambda it: keystore.unlock_recovery(it, b"r" * 16), case("keystore")["keystore"]),
        "list of files": (signed(dsse.ASSETS, lambda it: assets.check_assets(it, HUB_KEY)), ASSETS),
        "event": (_open_event, {"envelope": sealed["envelope"], "wraps": sealed["wraps"]}),
    }  # fmt: skip


def _open_event(given: Any) -> object:
    sender, post = unb64(case("event")["sender_sig"]), case("event")["focal_point"]
    wrapped = given["wraps"] if isinstance(given, dict) and "wraps" in given else given
    envelope = given["envelope"] if isinstance(given, dict) and "envelope" in given else given
    return event._signed(envelope, wrapped, sender), post  # noqa: SLF001 - the part that needs no key


def _stream(data: bytes) -> object:
    return cobblestone.open_stream(io.BytesIO(data), io.BytesIO(), b"k" * 32, b"context")


BYTES: dict[str, Reader] = {
    "canonical": parse,
    "manifest": Manifest.parse,
    "body": read_body,
    "list of files": assets.read_assets,
    "sealed bytes": lambda it: cobblestone.open_bytes(it, b"k" * 32, b"context"),
    "sealed stream": _stream,
    "wrap": lambda it: hpke.unwrap(OFFICER.kem, it, b"info"),
    "base64": lambda it: unb64(it.decode("latin-1")),
    "code": lambda it: codes.parse_code(it.decode("latin-1"), "A"),
}
NAMES = (
    *("envelope", "names of signers", "manifest", "wraps", "body", "statement", "chain", "stream", "receipt"),
    *("retrieval", "lapse", "bundle", "keystore", "recovery", "list of files", "event"),
)


def refused_or_read(read: Reader, value: Any) -> None:
    """No other error than Refused."""
    with contextlib.suppress(Refused):
        read(value)


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_structures_are_read_or_refused(name: str) -> None:
    read, valid = structures()[name]

    @QUIET
    @given(st.integers(0, 2**32))
    def attempt(number: int) -> None:
        choice = random.Random(number)  # noqa: S311 - the same junk in every run
        spoilt = valid
        for _ in range(choice.randint(1, 3)):
            spoilt = wrong(spoilt, choice, WILD)
        refused_or_read(read, spoilt)

    attempt()
    refused_or_read(read, valid)


def test_every_structure_is_tried() -> None:
    assert sorted(NAMES) == sorted(structures())


@pytest.mark.parametrize("name", BYTES)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    @QUIET
    @given(st.binary(max_size=400) | st.sampled_from(ODD))
    def attempt(data: bytes) -> None:
        refused_or_read(BYTES[name], data)

    attempt()


@pytest.mark.parametrize("name", ["canonical", "manifest", "body", "list of files", "base64", "code"])
def test_what_is_refused_costs_little_memory(name: str) -> None:
    """A megabyte of junk is not answered with many."""
    for junk in (b"[" * 2**20, b"[[]," * 2**18, b'{"a":' * 2**18, b"9" * 2**20, b"A" * 2**20):
        tracemalloc.start()
        refused_or_read(BYTES[name], junk)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MEMORY, (name, junk[:9], peak)


def test_a_list_of_files_names_no_place_outside() -> None:
    for name in ("../x", "/etc/passwd", "a//b", "a/../b", ".hidden", "a/", "", "a b", "x" * 400, "a\x00"):
        with pytest.raises(Refused):
            assets.read_assets(canonical({**ASSETS, "files": {name: "0" * 64}}))
