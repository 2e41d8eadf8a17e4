"""Our own vectors for whole acts: events, country chains, streams, receipts and bundles."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.encryption import dsse
from hub.encryption.canonical import Json, b64, canonical, parse
from hub.encryption.chain import ChainState
from hub.encryption.event import SealedEvent
from hub.encryption.receipt import make_receipt, make_retrieval
from tests.encryption.world import CREATED, HUB, Nation, ident, make_event, make_nation, secret
from tests.vectors.beginnings import begun_anew, wrong_beginnings

Cases = list[dict[str, Any]]
POST = "Central authority"
HUB_KEY = Ed25519PrivateKey.from_private_bytes(secret("hub"))
HUB_PUBLIC = HUB_KEY.public_key().public_bytes_raw()


def bare(event: SealedEvent) -> Json:
    """Return what a stream lists of an event."""
    return {"envelope": event.envelope, "wraps": event.wraps}


def opening(event: SealedEvent, by: Nation, to: Nation, name: str = "Chandra") -> dict[str, Any]:
    """Return everything needed to open an event as the receiving focal point."""
    key = to.newest(POST)
    return {
        **bare(event),
        "sender_sig": by.keys[name].public.sig.hex(),
        "focal_point": key.focal_point,
        "generation": key.generation,
        "kem_private": key.kem_private.private_bytes_raw().hex(),
        "parts": [b64(_bytes(part.source)) for part in event.parts],
    }


def events() -> Cases:
    """Events to open, with what they say; the sender's own focal point can open them too."""
    pk, np = make_nation("PK"), make_nation("NP")
    event = make_event(pk, np)
    expect = {"hash": event.hash, "manifest": event.manifest.to_dict(), "body": event.body}
    expect["files"] = [b64(b"The witness is A. B.\n")]
    return [
        opening(event, pk, np) | {"name": "recipient opens", "expect": expect},
        opening(event, pk, pk) | {"name": "sender opens again", "expect": expect},
    ]


def refused_events() -> Cases:
    """Events that must not open."""
    pk, np, eg = make_nation("PK"), make_nation("NP"), make_nation("EG")
    event, other = make_event(pk, np), make_event(pk, np, event=ident("event x"))
    good = opening(event, pk, np)
    stolen = {**good, **bare(other), "parts": [good["parts"][0], *opening(other, pk, np)["parts"][1:]]}
    stranger = opening(event, pk, eg) | {"focal_point": np.id(POST)}
    cases = [
        (good | {"sender_sig": pk.keys["Amina"].public.sig.hex()}, "unknown-signer", "another officer's key"),
        (good | {"wraps": other.wraps}, "wraps-do-not-match", "swapped wraps"),
        (good | {"wraps": event.wraps[::-1]}, "wraps-do-not-match", "wraps in another order"),
        (good | {"wraps": event.wraps[:1]}, "wraps-do-not-match", "a wrap left out"),
        (stranger, "wrap-does-not-open", "wrong recipient"),
        (good | {"generation": 2}, "not-a-recipient", "another generation"),
        (opening(event, pk, eg), "not-a-recipient", "stranger"),
        (stolen, "part-does-not-match", "letter of another event"),
        *_wrong_manifests(good, pk),
        (
            good | {"envelope": event.envelope | {"payloadType": dsse.CHAIN}},
            "wrong-payload-type",
            "another type",
        ),
        (good | {"envelope": event.envelope | {"signatures": []}}, "too-few-signatures", "no signature"),
        (good | {"envelope": _twice(event.envelope)}, "repeated-signer", "one signature twice"),
    ]
    return [case | {"name": name, "refused": code} for case, code, name in cases]


def _wrong_manifests(good: dict[str, Any], pk: Nation) -> list[tuple[dict[str, Any], str, str]]:
    return [
        (_resigned(good, pk, facts={"measures": []}, sign=False), "bad-signature", "altered facts"),
        (_resigned(good, pk, suite=2), "unknown-suite", "unknown suite"),
        (_resigned(good, pk, v=2), "unknown-version", "unknown version"),
        (_resigned(good, pk, extra=1), "wrong-fields", "a field too many"),
        (_resigned(good, pk, recipients=[]), "bad-recipients", "no recipient"),
        (_resigned(good, pk, seq=True), "bad-number", "a truth value as a number"),
        (_resigned(good, pk, prev="0" * 63 + "1"), "bad-prev", "first event with one before it"),
        (_resigned(good, pk, created="2026-02-30T00:00:00Z"), "bad-time", "a day that does not exist"),
        (_resigned(good, pk, handling="H4"), "unknown-value", "unknown handling"),
        (_resigned(good, pk, stream=ident("stream 2")), "wrap-does-not-open", "replayed into another stream"),
    ]


def chains() -> Cases:
    """Country chains to fold, with what they add up to."""
    plain, two = make_nation("NP"), _long_chain()
    cases = [_chain_case("one administrator signs", plain), _chain_case("two sign, long history", two)]
    return [*cases, _chain_case("begun anew", begun_anew())]


def refused_chains() -> Cases:
    """Chains that must not be accepted; the last envelope is the wrong one, or the pin tells."""
    pk, np = make_nation("PK"), make_nation("NP")
    wrong = [(name, [*pk.envelopes, one], code) for one, code, name in _wrong_statements(pk, np)]
    cases: Cases = [
        {"name": name, "envelopes": envelopes, "refused": code}
        for name, envelopes, code in [*wrong, *_too_few(), *wrong_beginnings(), ("empty", [], "no-chain")]
    ]
    return [{"hub": HUB, "country": "PK"} | case for case in [*cases, *_behind_a_pin(pk, np)]]


def _too_few() -> list[tuple[str, list[Json], str]]:
    solo, pair = Nation("PK", ["Amina"]), Nation("PK", ["Amina", "Bilal"], policy=2)
    last = solo.draft("officer_remove", {"officer": solo.id("Amina"), "rotations": []})
    leaving = {"officer": pair.id("Bilal"), "rotations": []}
    one_left = pair.draft("officer_remove", leaving, signers=[pair.keys[name] for name in pair.admins])
    ghost = Nation("PK", ["Amina", "Bilal"]).envelopes[0]
    unsigned = {**ghost, "signatures": ghost["signatures"][:1]}
    return [
        ("last administrator removed", [*solo.envelopes, last], "last-admin"),
        ("one left where two must sign", [*pair.envelopes, one_left], "last-admin"),
        ("genesis not signed by all", [unsigned], "too-few-signatures"),
        ("two asked of one", [*solo.envelopes, solo.draft("policy", {"policy": 2})], "bad-policy"),
    ]


def _behind_a_pin(pk: Nation, np: Nation) -> Cases:
    solo, fork = Nation("PK", ["Amina"]), make_nation("PK")
    fork.say("peer_verified", {"country": "NP", "fingerprint": np.state.fingerprint})
    pin, shorter = _pin(pk, pk.state.head_hash), pk.envelopes[:-1]
    anew = begun_anew()
    first = {"fingerprint": anew.state.earlier[0], "seq": 1, "hash": anew.state.hashes[1]}
    return [
        {"name": "begun anew", "envelopes": anew.envelopes, "pin": first, "refused": "began-anew"},
        {"name": "rolled back behind the pin", "envelopes": shorter, "pin": pin, "refused": "rolled-back"},
        {"name": "forked", "envelopes": fork.envelopes, "pin": _pin(fork, "2" * 64), "refused": "forked"},
        {"name": "another genesis", "envelopes": solo.envelopes, "pin": pin, "refused": "another-genesis"},
    ]


def _pin(nation: Nation, head: str) -> Json:
    return {"fingerprint": nation.state.fingerprint, "seq": nation.state.head_seq, "hash": head}


def streams() -> Cases:
    """Streams that hold, and streams that do not."""
    pk, np, eg = make_nation("PK"), make_nation("NP"), make_nation("EG")
    first = make_event(pk, np)
    second = make_event(np, pk, 1, first.hash, "Amina")
    before = pk.state.head_seq
    pk.remove("Chandra")
    third = make_event(pk, np, 2, second.hash, "Amina")
    good, place = [bare(one) for one in (first, second, third)], {"hub": HUB, "chains": _chains(pk, np, eg)}
    wrong = [
        (name, [*good, bare(one)], code) for name, one, code in _wrong_senders(pk, np, eg, third, before)
    ]
    wrong += _wrong_orders(good, _spliced(np, pk, first))
    hashes = [one.hash for one in (first, second, third)]
    return [place | {"name": "good", "events": good, "hashes": hashes}] + [
        place | {"name": name, "events": listed, "refused": code} for name, listed, code in wrong
    ]


def _wrong_senders(
    pk: Nation, np: Nation, eg: Nation, third: SealedEvent, before: int
) -> list[tuple[str, SealedEvent, str]]:
    place = (np, 3, third.hash)
    late, old = pk.sender("Chandra", POST), pk.sender("Chandra", POST, before)
    future = make_event(pk, *place, "Amina", sender=pk.sender("Amina", POST, 99))
    again = make_event(pk, *place, "Amina", event=ident("event 0"))
    return [
        ("removed officer signs later", make_event(pk, *place, sender=late), "unknown-sender"),
        ("removed officer signs under an older chain", make_event(pk, *place, sender=old), "chain-seq-falls"),
        (
            "stranger signs in another's name",
            make_event(eg, *place, sender=pk.sender("Amina", POST)),
            "unknown-signer",
        ),
        ("officer without a seat", make_event(pk, *place, "Bilal"), "no-seat"),
        ("chain seq of the future", future, "unknown-sender"),
        ("event number used again", again, "event-reused"),
    ]


def _wrong_orders(good: list[Json], spliced: Json) -> list[tuple[str, list[Json], str]]:
    exchanged = good[1] | {"wraps": good[0]["wraps"]}
    return [
        ("event left out", [good[0], good[2]], "not-next"),
        ("events swapped", [good[1], good[0]], "not-next"),
        ("event twice", [good[0], good[0]], "not-next"),
        ("event spliced in from another stream", [good[0], spliced], "another-stream"),
        ("wraps swapped between events", [good[0], exchanged], "wraps-do-not-match"),
    ]


def receipts() -> Cases:
    """Receipts of the hub and of an officer, each with the key that checks it."""
    values = _receipt_values(make_event(make_nation("PK"), make_nation("NP")))
    delivered = make_receipt(
        HUB_KEY, **values | {"evidence": "delivered", "focal_point": ident("NP/" + POST)}
    )
    accepted, np = make_receipt(HUB_KEY, **values), make_nation("NP")
    read = _retrieval(np, values)
    public = HUB_PUBLIC.hex()
    reader = np.keys["Chandra"].public.sig.hex()
    return [
        {"name": "accepted", "envelope": accepted, "public": public, "content": _content(accepted)},
        {"name": "delivered", "envelope": delivered, "public": public, "content": _content(delivered)},
        {"name": "retrieved", "envelope": read, "public": reader, "content": _content(read)},
        {"name": "another key", "envelope": accepted, "public": reader, "refused": "unknown-signer"},
        {
            "name": "retrieval as receipt",
            "envelope": read | {"payloadType": dsse.RECEIPT},
            "public": reader,
            "refused": "bad-signature",
        },
    ]


def bundles() -> Cases:
    """An export bundle that verifies, and ones that do not."""
    pk, np = make_nation("PK"), make_nation("NP")
    first = make_event(pk, np)
    second = make_event(np, pk, 1, first.hash, "Amina")
    values = _receipt_values(first)
    receipt, read = make_receipt(HUB_KEY, **values), _retrieval(np, values)
    bundle: Json = {
        "v": 1, "hub": HUB, "hub_key": b64(HUB_PUBLIC), "stream": {"id": ident("stream 1"), "kind": "mla"},
        "events": [bare(first) | {"receipts": [receipt, read]}, bare(second) | {"receipts": []}],
        "chains": {nation.country: nation.envelopes for nation in (pk, np)},
    }  # fmt: skip
    misplaced = [bare(first) | {"receipts": []}, bare(second) | {"receipts": [receipt]}]
    forged = make_receipt(Ed25519PrivateKey.from_private_bytes(secret("no hub")), **values)
    stranger = _retrieval(make_nation("EG"), values)
    wrong = [
        ("receipt of another event", bundle | {"events": misplaced}, "receipt-does-not-match"),
        ("forged receipt", bundle | {"events": [bare(first) | {"receipts": [forged]}]}, "unknown-signer"),
        (
            "read by a stranger",
            bundle | {"events": [bare(first) | {"receipts": [stranger]}]},
            "unknown-reader",
        ),
        ("chain missing", bundle | {"chains": {"PK": pk.envelopes}}, "unknown-focal-point"),
        ("another stream", bundle | {"stream": {"id": ident("stream 2"), "kind": "mla"}}, "another-stream"),
    ]
    prints = {nation.country: nation.state.fingerprint for nation in (pk, np)}
    good = {"bundle": bundle, "fingerprints": prints, "unreceipted": [1]}
    return [good | {"name": "good"}] + [
        {"name": name, "bundle": one, "refused": code} for name, one, code in wrong
    ]


def describe(state: ChainState) -> Json:
    """Return what a verified chain adds up to, as the chain vectors state it."""
    return {
        "fingerprint": state.fingerprint,
        "head_seq": state.head_seq,
        "head_hash": state.head_hash,
        "policy": state.policy,
        "admins": sorted(state.admins()),
        "officers": {
            name: {
                "name": one.name,
                "kem": one.kem.hex(),
                "sig": one.sig.hex(),
                "added_seq": one.added_seq,
                "removed_seq": one.removed_seq,
            }
            for name, one in state.officers.items()
        },
        "focal_points": {
            name: {
                "name": one.name,
                "type": one.type,
                "generations": {str(g): kem.hex() for g, kem in one.generations.items()},
            }
            for name, one in state.focal_points.items()
        },
        "seats": [[one.officer, one.focal_point, one.role, one.from_seq, one.to_seq] for one in state.seats],
        "peers": dict(state.peers),
        "recovery": state.recovery.hex() if state.recovery else None,
    }


def _wrong_statements(pk: Nation, np: Nation) -> list[tuple[Json, str, str]]:
    amina, chandra, copy = pk.keys["Amina"], pk.keys["Chandra"], pk.describe("Copy", pk.keys["Bilal"])
    leaving = {"officer": pk.id("Chandra"), "rotations": []}
    rekey = {"officer": pk.id("Chandra"), **_public(pk, "Bilal")}
    skipped = pk.turn(POST, [])[0] | {"generation": 3}
    return [
        (pk.draft("seat", _seat(pk, "Ghost")), "no-such-officer", "ghost officer seated"),
        (pk.draft("officer_add", pk.describe("Eve"), "Chandra", [chandra]), "unknown-signer", "not an admin"),
        (pk.draft("officer_add", pk.describe("Bilal")), "officer-reused", "officer added twice"),
        (pk.draft("officer_add", copy), "key-reused", "key of another officer"),
        (pk.draft("officer_remove", leaving), "rotation-missing", "removal without rotation"),
        (pk.draft("peer_verified", _peer(pk)), "own-country", "own fingerprint"),
        (pk.draft("peer_verified", _peer(np), "Bilal", [amina]), "by-did-not-sign", "signed by another"),
        (pk.draft("abolish", {}), "unknown-kind", "unknown kind"),
        (pk.draft("key_rotate", {"rotations": [skipped]}), "bad-generation", "generation skipped"),
        (pk.draft("peer_verified", _peer(np), seq=9), "not-next", "seq skipped"),
        (pk.draft("peer_verified", _peer(np), prev="1" * 64), "not-next", "another prev"),
        (np.draft("peer_verified", _peer(pk)), "another-chain", "statement of another country"),
        (pk.draft("recovery_set", {"kem": b64(bytes(32))}), "low-order", "low-order recovery key"),
        (pk.draft("officer_rekey", rekey), "key-reused", "rekey to a used key"),
        (pk.draft("policy", {"policy": 3}), "bad-policy", "three signatures"),
        (pk.draft("policy", {"policy": 1}), "policy-held", "policy unchanged"),
    ]  # fmt: skip


def _long_chain() -> Nation:
    nation = make_nation("PK", policy=2)
    nation.add_officer("Dilnoza")
    nation.seat("Dilnoza", POST, "observer")
    nation.seat("Dilnoza", POST, "approver")
    nation.say("recovery_set", {"kem": b64(make_nation("EG").keys["Bilal"].public.kem)})
    nation.say("peer_verified", _peer(make_nation("NP")))
    nation.remove("Chandra")
    rotation, wraps, boxes = nation.turn(POST, nation.holders(POST) - {"Dilnoza"})
    leaving = {"officer": nation.id("Dilnoza"), "focal_point": nation.id(POST), "role": "approver"}
    nation.say("unseat", leaving | {"rotations": [rotation]}, wraps, boxes)
    described = nation.describe("Amina", make_nation("EG").keys["Amina"])
    old = make_nation("PK").keys["Amina"]
    rekey = {name: described[name] for name in ("officer", "kem", "sig")}
    envelope = nation.draft("officer_rekey", rekey, signers=[old, nation.keys["Bilal"]])
    nation.state = nation.state.admit(envelope)
    nation.envelopes.append(envelope)
    nation.material.append(([], []))
    nation.say("key_rotate", {"rotations": [nation.turn(POST, nation.holders(POST))[0]]})
    nation.say("policy", {"policy": 1})
    nation.say("policy", {"policy": 2})
    return nation


def _chain_case(name: str, nation: Nation) -> dict[str, Any]:
    place = {"name": name, "hub": HUB, "country": nation.country, "envelopes": nation.envelopes}
    return place | {"expect": describe(nation.state)}


def _chains(*nations: Nation) -> Json:
    return {nation.country: list(nation.envelopes) for nation in nations}


def _peer(nation: Nation) -> Json:
    return {"country": nation.country, "fingerprint": nation.state.fingerprint}


def _public(nation: Nation, name: str) -> Json:
    public = nation.keys[name].public
    return {"kem": b64(public.kem), "sig": b64(public.sig)}


def _seat(nation: Nation, name: str) -> Json:
    place = {"officer": nation.id(name), "focal_point": nation.id(POST)}
    return place | {"role": "officer", "wraps_sha256": "0" * 64}


def _spliced(by: Nation, to: Nation, first: SealedEvent) -> Json:
    return bare(make_event(by, to, 1, first.hash, "Amina", stream=ident("stream 2")))


def _resigned(good: dict[str, Any], by: Nation, *, sign: bool = True, **changed: Any) -> dict[str, Any]:
    payload = canonical(parse(dsse.peek(good["envelope"])[1]) | changed)
    if not sign:
        return good | {"envelope": good["envelope"] | {"payload": b64(payload)}}
    signer = by.keys["Chandra"]
    return good | {"envelope": dsse.sign(dsse.EVENT, payload, [(signer.public.keyid, signer.sig)])}


def _twice(envelope: Json) -> Json:
    return envelope | {"signatures": envelope["signatures"] * 2}


def _receipt_values(event: SealedEvent) -> Json:
    place = {
        "hub": HUB,
        "stream": event.manifest.stream,
        "event": event.manifest.event,
        "event_hash": event.hash,
    }
    return place | {
        "evidence": "submission_accepted",
        "seq": event.manifest.seq,
        "focal_point": None,
        "at": CREATED,
    }


def _retrieval(nation: Nation, values: Json) -> Json:
    place = {name: values[name] for name in ("hub", "stream", "event", "event_hash", "at")}
    return make_retrieval(nation.keys["Chandra"], sender=nation.sender("Chandra", POST), **place)


def _content(envelope: Json) -> Any:
    return parse(dsse.peek(envelope)[1])


def _bytes(source: Any) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()
