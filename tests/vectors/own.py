"""Our own vectors for the small pieces: framing, JSON, padding, codes, wraps, seeds, parts."""

from __future__ import annotations

import hashlib
from typing import Any

from hub.encryption import codes, dsse, hpke, keys, keystore
from hub.encryption.blocks import BlockHasher
from hub.encryption.body import commitment
from hub.encryption.canonical import b64, canonical, frame, sha256hex, unb64
from hub.encryption.cobblestone import part_context, sealed_length
from hub.encryption.padding import pad, padded_length, padme
from hub.encryption.seeds import FocalPointKey, hkdf
from tests.encryption.world import HUB, LETTER, ident, officer_keys, secret
from tests.vectors.reference import Hpke, cobblestone_seal, public_of

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
        ("NaN", "bad-type"), ("Infinity", "bad-type"), ('"\\ud800"', "bad-text"), ('"\\u0041"', "not-canonical"),
        ('"\\/"', "not-canonical"), ("9007199254740992", "number-too-large"), ('{"é":1}', "bad-name"), ("", "not-json"),
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


def wraps() -> Cases:
    """Wrapped event keys: open with `private`; a case with `refused` must not open."""
    private, ephemeral, inside = secret("wrap private"), secret("wrap ephemeral"), secret("wrap inside")
    place = {
        "hub": HUB,
        "stream": ident("stream 1"),
        "event": ident("event 0"),
        "focal_point": ident("post"),
        "generation": 2,
    }
    info = hpke.wrap_info(HUB, ident("stream 1"), ident("event 0"), ident("post"), 2)
    wrapped = Hpke(2).seal(ephemeral, public_of(private), info, b"", inside)
    good = {
        **place,
        "private": private.hex(),
        "public": public_of(private).hex(),
        "info": info.hex(),
        "wrap": b64(wrapped),
    }
    flipped = bytes([wrapped[0], *wrapped[1:40], wrapped[40] ^ 1, *wrapped[41:]])
    return [
        good | {"name": "good", "secret": inside.hex()},
        good | {"name": "another stream", "stream": ident("stream 2"), "refused": "wrap-does-not-open"},
        good | {"name": "another event", "event": ident("event 1"), "refused": "wrap-does-not-open"},
        good | {"name": "another generation", "generation": 1, "refused": "wrap-does-not-open"},
        good
        | {"name": "wrong recipient", "private": secret("stranger").hex(), "refused": "wrap-does-not-open"},
        good | {"name": "changed", "wrap": b64(flipped), "refused": "wrap-does-not-open"},
        good
        | {"name": "low-order ephemeral key", "wrap": b64(bytes(32) + wrapped[32:]), "refused": "low-order"},
        good | {"name": "cut", "wrap": b64(wrapped[:47]), "refused": "wrong-length"},
    ]


def seeds() -> Cases:
    """Focal point seeds, the keys they give, and the box that holds the generation before."""
    first, second = (FocalPointKey(HUB, ident("post"), g, secret(f"seed {g}")) for g in (1, 2))
    officer = secret("seed officer")
    sealed = hpke.wrap(
        public_of(officer), second.seed, hpke.seed_info(HUB, "PK", ident("post"), 2, ident("officer"))
    )
    cases = [
        _seed(first),
        _seed(second) | {"box": b64(second.box_previous(first.seed)), "previous_seed": first.seed.hex()},
    ]
    cases[1] |= {
        "country": "PK",
        "officer": ident("officer"),
        "officer_private": officer.hex(),
        "wrap": b64(sealed),
    }
    return cases


def parts() -> Cases:
    """Sealed parts. The data is `repeat` times the bytes `unit`; a case with `refused` must not open."""
    cases: Cases = []
    for unit, repeat in (
        (b"", 0),
        (b"A", 1),
        (b"sealed ", 20),
        (b"0123456789abcdef", 1023),
        (b"\x00\xff", 8_200),
    ):
        cases.append(_part(unit, repeat))
    good, small, place = cases[-1], cases[1], 56
    sealed = bytearray(_raw(good))
    step = (1 << 14) + 16
    chunks = [bytes(sealed[at : at + step]) for at in range(place, len(sealed), step)]
    head = bytes(sealed[:place])
    changed = {
        "last chunk cut off": head + b"".join(chunks[:-1]),
        "cut in the middle": bytes(sealed[:-1]),
        "chunks swapped": head + b"".join([chunks[1], chunks[0], *chunks[2:]]),
        "chunk repeated": head + b"".join([chunks[0], chunks[0], *chunks[2:]]),
        "bytes added": bytes(sealed) + b"\x00",
        "salt changed": bytes([sealed[0] ^ 1]) + bytes(sealed[1:]),
        "commitment changed": bytes(sealed[:24]) + bytes([sealed[24] ^ 1]) + bytes(sealed[25:]),
        "one bit changed": bytes(sealed[:100]) + bytes([sealed[100] ^ 1]) + bytes(sealed[101:]),
        "first chunk of another part": head
        + _raw(_part(b"\xff\x00", 8_201))[place : place + step]
        + b"".join(chunks[1:]),
    }
    refused = "part-does-not-open"
    cases += [
        good | {"name": name, "sealed": b64(data), "refused": refused} for name, data in changed.items()
    ]
    for name, value in (
        ("n", 2),
        ("stream", ident("stream 2")),
        ("event", ident("event 9")),
        ("hub", "other.example"),
    ):
        cases.append(small | {"name": f"another {name}", name: value, "refused": refused})
    cases.append(
        small
        | {"name": "another sender", "sender_sig": officer_keys("other").public.sig.hex(), "refused": refused}
    )
    return cases + [_badly_padded(name, padded) for name, padded in _BAD_PADDING.items()]


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
    wrong = {shown[:-1] + last: "mistyped-code", shown[:-1]: "bad-code", "": "bad-code", shown + "0": "bad-code",
             shown.replace("0", "U", 1): "bad-code", "R" + shown[1:]: "wrong-code-kind", "A-1" + shown[3:]: "mistyped-code"}  # fmt: skip
    return cases + [{"prefix": "A", "typed": [text], "refused": code} for text, code in wrong.items()]


def invitations() -> Cases:
    """What an invitation code proves: `join_mac` over the joining officer's keys."""
    code, public = secret("invitation", 16), officer_keys("joining").public
    joining = {"kem": b64(public.kem), "sig": b64(public.sig), "officer": ident("joining"), "name": "Dilnoza"}
    mac = codes.join_mac(code, HUB, "PK", ident("invitation"), joining)
    place = {"code": code.hex(), "hub": HUB, "country": "PK", "invitation": ident("invitation")}
    return [place | {"joining": joining, "join_mac": mac, "code_sha256": codes.code_hash(code)}]


def keystores() -> Cases:
    """Keystores to open, and keystores that must not open."""
    officer, holder = ident("PK/Amina"), officer_keys("PK Amina")
    account, recovery = secret("account", 16), secret("recovery", 16)
    words = "ﬁve Ångström ½ cups"  # NFKC changes the first letters and the fraction
    made = keystore.create(HUB, officer, holder, words, account, recovery, "PK", sha256hex(b"genesis"))
    place = {
        "keystore": made,
        "passphrase": words,
        "account_secret": account.hex(),
        "recovery_code": recovery.hex(),
    }
    inside = {"officer": officer, "country": "PK", "fingerprint": sha256hex(b"genesis"),
              "kem": holder.kem.private_bytes_raw().hex(), "sig": holder.sig.private_bytes_raw().hex()}  # fmt: skip
    lock, printed = made["unlockers"]
    weak = made | {"unlockers": [lock | {"iterations": 599_999}, printed]}
    slow = made | {"unlockers": [lock | {"iterations": 10_000_001}, printed]}
    raised = made | {"unlockers": [lock | {"iterations": 600_001}, printed]}
    other_kdf = made | {"unlockers": [lock | {"kdf": "PBKDF2-SHA1"}, printed]}
    return [
        place | {"name": "good", "expect": inside},
        place
        | {
            "name": "same passphrase, composed",
            "passphrase": "five Ångström 1\u20442 cups",
            "expect": inside,
        },
        place | {"name": "wrong passphrase", "passphrase": "five", "refused": "wrong-passphrase"},
        place
        | {"name": "wrong account secret", "account_secret": bytes(16).hex(), "refused": "wrong-passphrase"},
        place | {"name": "iterations lowered", "keystore": weak, "refused": "iterations"},
        place | {"name": "iterations absurd", "keystore": slow, "refused": "iterations"},
        place | {"name": "iterations changed", "keystore": raised, "refused": "wrong-passphrase"},
        place | {"name": "other kdf", "keystore": other_kdf, "refused": "unknown-kdf"},
        place
        | {
            "name": "another officer",
            "keystore": made | {"officer": ident("x")},
            "refused": "wrong-passphrase",
        },
        place
        | {"name": "another hub", "keystore": made | {"hub": "other.example"}, "refused": "wrong-passphrase"},
        place
        | {"name": "no recovery", "keystore": made | {"unlockers": [lock]}, "refused": "unlockers-missing"},
        place | {"name": "another version", "keystore": made | {"v": 2}, "refused": "unknown-version"},
    ]


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


def _seed(key: FocalPointKey) -> dict[str, Any]:
    box_info = frame("focal-point-box", HUB, key.focal_point, key.generation)
    return {
        "hub": HUB,
        "focal_point": key.focal_point,
        "generation": key.generation,
        "seed": key.seed.hex(),
        "kem_private": key.kem_private.private_bytes_raw().hex(),
        "kem_public": key.kem_public.hex(),
        "box_key": hkdf(key.seed, b"", box_info).hex(),
    }


def _part(unit: bytes, repeat: int) -> dict[str, Any]:
    data = unit * repeat
    return _sealed(f"{len(data)} bytes", pad(data)) | {
        "unit": unit.hex(),
        "repeat": repeat,
        "size": len(data),
        "plain_sha256": hashlib.sha256(data).hexdigest(),
    }


def _sealed(name: str, padded: bytes) -> dict[str, Any]:
    key, sender = secret("part key"), officer_keys("part sender").public.sig
    context = part_context(HUB, ident("stream 1"), ident("event 0"), 1, sender)
    sealed = cobblestone_seal(padded, key, context, secret(name, 24))
    hasher = BlockHasher()
    hasher.update(sealed)
    return {
        "name": name, "hub": HUB, "stream": ident("stream 1"), "event": ident("event 0"), "n": 1,
        "sender_sig": sender.hex(), "key": key.hex(), "context": context.hex(), "sealed": b64(sealed),
        "length": len(sealed), "blocks_root": hasher.root(),
    }  # fmt: skip


def _badly_padded(name: str, padded: bytes) -> dict[str, Any]:
    return _sealed(name, padded) | {"refused": "bad-padding"}


def _raw(case: dict[str, Any]) -> bytes:
    return unb64(case["sealed"])


_BAD_PADDING = {
    "no length": b"\x00" * 7,
    "length beyond the end": (50).to_bytes(8, "big") + b"a" * 8,
    "length absurd": b"\xff" * 8 + b"a" * 8,
    "padding not zero": pad(b"a" * 25)[:-1] + b"\x01",
    "padding too long": pad(b"a") + b"\x00",
    "padding missing": (25).to_bytes(8, "big") + b"a" * 25,
}
