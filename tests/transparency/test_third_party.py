"""The verifier of the sigstore project, which knows nothing of the hub, accepts checkpoints and places."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import verify_checkpoint
from sigstore._internal.trust import Keyring, RekorKeyring
from sigstore.errors import VerificationError
from sigstore.models import TransparencyLogEntry
from sigstore_models.common.v1 import PublicKey, PublicKeyDetails
from sigstore_models.rekor.v1 import TransparencyLogEntry as Inner

from hub.base import clock
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.checkpoint import key_id, origin_of, read_checkpoint
from hub.encryption.tree import entry_of
from hub.ledger import signing
from hub.transparency.actions import append_all
from tests.cast import Cast
from tests.ledger.acts import Thread


@pytest.fixture
def proven(cast: Cast) -> Json:
    """What the API says of the third act of a conversation."""
    thread = Thread([cast.sender.post, cast.recipient.post])
    for _ in range(3):
        thread.say(cast.sender.officer)
    append_all(clock.now())
    said = cast.recipient.officer.api().get(f"/api/v1/streams/{thread.id}/places/").json()
    return {"note": said["checkpoint"], **said["places"][2]}


def entry(proven: Json, **changes: Any) -> TransparencyLogEntry:
    """The same in the words of that project."""
    point, place = read_checkpoint(proven["note"]), proven["place"]
    name = key_id(origin_of(settings.HUB_ID), b"\x01", signing.public_key())
    body = entry_of(unb64(place["blind"]), bytes.fromhex(proven["name"]))
    values = {
        "logIndex": str(place["index"]), "logId": {"keyId": b64(name)},
        "kindVersion": {"kind": "hub", "version": "1"}, "canonicalizedBody": b64(body),
        "inclusionProof": {
            "logIndex": str(place["index"]), "treeSize": str(point.size), "rootHash": b64(point.root),
            "hashes": place["proof"], "checkpoint": {"envelope": proven["note"]},
        },
    }  # fmt: skip
    return TransparencyLogEntry(Inner.from_dict(values | changes))


def keyring() -> RekorKeyring:
    """The hub's key, as that project holds keys."""
    spki = signing.private_key().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    details = PublicKeyDetails.PKIX_ED25519
    return RekorKeyring(Keyring([PublicKey.from_dict({"rawBytes": b64(spki), "keyDetails": details})]))


def test_it_finds_an_act_in_the_log(proven: Json) -> None:
    verify_merkle_inclusion(entry(proven))
    with pytest.raises(VerificationError):
        verify_merkle_inclusion(entry(proven, canonicalizedBody=b64(b"x" * 32)))


def test_it_accepts_the_checkpoint_and_no_other(proven: Json) -> None:
    verify_checkpoint(keyring(), entry(proven))
    size = read_checkpoint(proven["note"]).size
    forged = {**proven, "note": proven["note"].replace(f"\n{size}\n", f"\n{size + 1}\n")}
    with pytest.raises(VerificationError):
        verify_checkpoint(keyring(), entry(forged))
