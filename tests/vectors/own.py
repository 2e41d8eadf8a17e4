"""Our own vectors for the small pieces: framing, JSON, padding, codes, wraps, seeds, parts."""

from __future__ import annotations

import hashlib
from typing import Any

from hub.encryption import codes, dsse, keys
from hub.encryption.body import commitment
from hub.encryption.canonical import b64, canonical, frame, sha256hex
from hub.encryption.cobblestone import sealed_length
from hub.encryption.padding import padded_length, padme
from tests.encryption.world import HUB, LETTER, ident, officer_keys, secret

Cases = list[dict[str, Any]]
OURS = "this repository, tests/vectors/make.py"
P = keys.FIELD_PRIME


def frames() -> Cases:
    """Labels and fields, framed."""
    inputs: list[tuple[str, list[str | int | bytes]]] = [
        ("empty", []),
        ("key", [secret("frame")]),
        ("wrap", [HUB, ident("stream 1"), ident("event 0"), ident("post"), 12]),
        ("text", ["", "é€😀", 0, 2**53 - 1, b""]),
    ]
    cases: Cases = []
    for label, listed in inputs:
        framed = frame(label, *listed)
        shown = [_field(one) for one in listed]
        cases.append({"label": label, "fields": shown, "hex": framed.hex(), "sha256": sha256hex(framed)})
    return cases


def canonicals() -> Cases:
    """JSON texts: accepted ones equal their canonical form; refused ones carry a code."""
    values: list[Any] = [
        None, True, 0, -1, 2**53 - 1, "", "é€😀\u2028", '"\\/\b\f\n\r\t\x01\x7f', [], {}, [1, [2, []]],
        {"b": 1, "a": {"z": None, "Z": False}, "10": 1, "9": 2},
    ]  # fmt: skip
    good: Cases = [{"text": canonical(one).decode()} for one in values]
    refused = [
        ('{"a":1,"a":1}', "not-canonical"), ('{"b":1,"a":2}', "not-canonical"), ('{"a": 1}', "not-canonical"),
        ("1.0", "bad-type"), ("1.5", "bad-type"), ("1e3", "bad-type"), ("-0", "not-canonical"),
        ("NaN", "bad-type"), ("Infinity", "bad-type"), ('"\\ud800"', "bad-text"),
        ('"\\u0041"', "not-canonical"),
        ('"\\/"', "not-canonical"), ("9007199254740992", "number-too-large"),
        ('{"é":1}', "bad-name"), ("", "not-json"),
        ("[1,]", "not-json"), ("{'a':1}", "not-json"), (" 1", "not-canonical"), ("1\n", "not-canonical"),
        ("[" * 40 + "]" * 40, "too-deep"), ("\ufeff1", "not-json"),
    ]  # fmt: skip
    return good + [{"text": text, "refused": code} for text, code in refused]


def paddings() -> Cases:
    """Padmé of plain lengths, and what a size becomes padded and sealed."""
    lengths = [
        0,
        1,
        2,
        3,
        4,
        5,
        8,
        9,
        10,
        17,
        33,
        100,
        1000,
        1025,
        16383,
        16385,
        10**6,
        10**8,
        2**32 + 1,
        2**49 + 1,
    ]
    cases: Cases = [{"length": one, "padded": padme(one)} for one in lengths]
    sizes = [0, 1, 8, 16376, 16377, 2**20, 10**8]
    return cases + [
        {"size": one, "padded_length": padded_length(one), "sealed_length": sealed_length(one)}
        for one in sizes
    ]


def denylist() -> Cases:
    """Keys and signatures refused on sight, with the reason, and a few that are fine."""
    y8 = [one for one in sorted(keys.SMALL_ORDER_Y) if one not in (0, 1, P - 1)]
    cases: Cases = []
    for y in (0, 1, P - 1, *y8):
        cases += [_key("ed25519", y + sign, "low-order") for sign in (0, 2**255)]
    for y in (P, P + 1, P + 2, P + 18, 2**255 - 1):
        cases += [_key("ed25519", y + sign, "not-canonical") for sign in (0, 2**255)]
    low = sorted(keys.LOW_ORDER_U)
    cases += [_key("x25519", u, "low-order") for u in low]
    cases += [
        _key("x25519", u, "not-canonical")
        for u in (P, P + 1, P + 18, 2**255, 2**255 + 9, *(2**255 + u for u in low))
    ]
    for kind in ("ed25519", "x25519"):
        cases += [{"kind": kind, "hex": bytes(n).hex(), "refused": "wrong-length"} for n in (0, 31, 33)]
    for name in ("one", "two", "three"):
        public = officer_keys(f"deny {name}").public
        cases += [{"kind": "ed25519", "hex": public.sig.hex()}, {"kind": "x25519", "hex": public.kem.hex()}]
    return cases


def commitments() -> Cases:
    """Bodies and what commits to them; part numbers do not matter, everything else does."""
    digest = hashlib.sha256(b"x").hexdigest()
    file = {"n": 1, "name": "annex — 1.txt", "type": "text/plain", "size": 1, "sha256": digest}
    body = {**LETTER, "salt": b64(secret("salt")), "files": [file]}
    bodies = [
        body,
        body | {"files": []},
        body | {"files": [file | {"n": 7}]},
        body | {"text": "other"},
        body | {"subject": ""},
    ]
    return [{"body": one, "commitment": commitment(one)} for one in bodies]


def human_codes() -> Cases:
    """Codes for people, ways to type them, and typings that are refused."""
    cases: Cases = []
    for prefix in "ARJ":
        code = secret(f"code {prefix}", 16)
        shown = codes.human(code, prefix)
        typed = [
            shown,
            shown.lower(),
            shown.replace("-", " "),
            shown.replace("0", "o").replace("1", "l"),
            f" {shown} ",
        ]
        cases.append({"bytes": code.hex(), "prefix": prefix, "human": shown, "typed": typed})
    shown = codes.human(bytes(16), "A")
    last = "0" if shown[-1] != "0" else "2"
    wrong = {
        shown[:-1] + last: "mistyped-code",
        "A-1" + shown[3:]: "mistyped-code",
        shown[:-1]: "bad-code",
        shown + "0": "bad-code",
        shown.replace("0", "U", 1): "bad-code",
        "": "bad-code",
        "R" + shown[1:]: "wrong-code-kind",
    }
    return cases + [{"prefix": "A", "typed": [text], "refused": code} for text, code in wrong.items()]


def invitations() -> Cases:
    """What an invitation code proves: `join_mac` over the joining officer's keys."""
    code, public = secret("invitation", 16), officer_keys("joining").public
    joining = {"kem": b64(public.kem), "sig": b64(public.sig), "officer": ident("joining"), "name": "Dilnoza"}
    mac = codes.join_mac(code, HUB, "PK", ident("invitation"), joining)
    place = {"code": code.hex(), "hub": HUB, "country": "PK", "invitation": ident("invitation")}
    return [place | {"joining": joining, "join_mac": mac, "code_sha256": codes.code_hash(code)}]


def envelopes() -> Cases:
    """DSSE: pre-authentication encoding, key id, signature and hash of an envelope."""
    holder = officer_keys("dsse")
    cases: Cases = []
    for payload in (b"", b'{"v":1}', "é€".encode()):
        envelope = dsse.sign(dsse.EVENT, payload, [(holder.public.keyid, holder.sig)])
        case = {"secret": holder.sig.private_bytes_raw().hex(), "public": holder.public.sig.hex()}
        case |= {"keyid": holder.public.keyid, "pae": dsse.pae(dsse.EVENT, payload).hex()}
        cases.append(case | {"envelope": envelope, "hash": dsse.envelope_hash(envelope)})
    return cases


def _field(value: str | int | bytes) -> dict[str, Any]:
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    return {"text": value} if isinstance(value, str) else {"int": value}


def _key(kind: str, number: int, code: str) -> dict[str, Any]:
    return {"kind": kind, "hex": number.to_bytes(32, "little").hex(), "refused": code}
