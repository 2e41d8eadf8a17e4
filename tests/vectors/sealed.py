"""Our own vectors for what is sealed: wraps, seeds, parts, keystores."""

from __future__ import annotations

import hashlib
from typing import Any

from hub.encryption import hpke, keystore
from hub.encryption.blocks import BlockHasher
from hub.encryption.canonical import Json, b64, frame, sha256hex, unb64
from hub.encryption.cobblestone import CHUNK, PREFIX_LENGTH, TAG_LENGTH, part_context
from hub.encryption.padding import pad
from hub.encryption.seeds import FocalPointKey, hkdf
from tests.encryption.world import CREATED, HUB, ident, officer_keys, secret
from tests.vectors.reference import Hpke, cobblestone_seal, public_of

Cases = list[dict[str, Any]]


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
    small, large = _part(b"A", 1), _part(b"\x00\xff", 8_200)
    good = [_part(b"", 0), small, _part(b"sealed ", 20), _part(b"0123456789abcdef", 1023), large]
    changed = [large | {"name": name, "sealed": b64(data)} for name, data in _changes(large).items()]
    moved: Json = {
        "n": 2, "stream": ident("stream 2"), "event": ident("event 9"), "hub": "other.example",
        "sender_sig": officer_keys("other").public.sig.hex(),
    }  # fmt: skip
    changed += [small | {"name": f"another {name}", name: value} for name, value in moved.items()]
    padded = [_sealed(name, data) | {"refused": "bad-padding"} for name, data in _BAD_PADDING.items()]
    return good + [one | {"refused": "part-does-not-open"} for one in changed] + padded


def _changes(good: Json) -> dict[str, bytes]:
    sealed, other = unb64(good["sealed"]), unb64(_part(b"\xff\x00", 8_201)["sealed"])
    end = PREFIX_LENGTH + CHUNK + TAG_LENGTH
    head, one, two = sealed[:PREFIX_LENGTH], sealed[PREFIX_LENGTH:end], sealed[end:]
    return {
        "last chunk cut off": head + one,
        "cut in the middle": sealed[:-1],
        "chunks swapped": head + two + one,
        "chunk repeated": head + one + one + two,
        "bytes added": sealed + b"\x00",
        "salt changed": _flip(sealed, 0),
        "commitment changed": _flip(sealed, 24),
        "one bit changed": _flip(sealed, 100),
        "first chunk of another part": head + other[PREFIX_LENGTH:end] + two,
    }


def _flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def keystores() -> Cases:
    """Keystores to open, and keystores that must not open."""
    officer, holder = ident("PK/Amina"), officer_keys("PK Amina")
    account, recovery = secret("account", 16), secret("recovery", 16)
    words = "\ufb01ve \u00c5ngstr\u00f6m \u00bd cups"  # NFKC changes the first letters and the fraction
    trust: Json = {"country": "PK", "fingerprint": sha256hex(b"genesis")}
    made = keystore.create(HUB, officer, holder, words, account, recovery, **trust)
    kem, sig = holder.kem.private_bytes_raw().hex(), holder.sig.private_bytes_raw().hex()
    place: Json = {"name": "good", "keystore": made, "passphrase": words}
    place |= {"account_secret": account.hex(), "recovery_code": recovery.hex()}
    good = place | {"expect": trust | {"officer": officer, "kem": kem, "sig": sig}}
    composed = good | {"name": "composed otherwise", "passphrase": "five A\u030angstro\u0308m 1\u20442 cups"}
    keyed, passkey = _with_passkey(made, recovery)
    with_passkey = good | {"name": "with a passkey", "keystore": keyed, "passkey": passkey}
    wrong = [place | change for change in _wrong_keystores(made)]
    return [good, composed, with_passkey, *wrong, *(place | change for change in _wrong_passkeys(keyed))]


def _with_passkey(made: Json, recovery: bytes) -> tuple[Json, Json]:
    """The keystore with a passkey, and what its authenticator would answer."""
    credential, prf, salt = secret("credential", 24), secret("prf"), secret("prf salt")
    opened = keystore.vault_key(made, recovery_code=recovery)
    about = {"label": "Office laptop", "made": CREATED}
    keyed = keystore.add_passkey(made, opened, credential=credential, prf=prf, salt=salt, **about)
    return keyed, {"credential": credential.hex(), "prf": prf.hex()}


def _wrong_passkeys(keyed: Json) -> Cases:
    first, printed, passkey = keyed["unlockers"]

    def listed(*unlockers: Json) -> Json:
        return keyed | {"unlockers": [first, printed, *unlockers]}

    return [
        {"name": "a passkey twice", "keystore": listed(passkey, passkey), "refused": "bad-passkeys"},
        {"name": "short salt", "keystore": listed(passkey | {"salt": "AAAA"}), "refused": "wrong-length"},
        {
            "name": "unknown unlocker",
            "keystore": listed(passkey | {"kind": "pin"}),
            "refused": "unknown-value",
        },
    ]


def _wrong_keystores(made: Json) -> Cases:
    lock, printed = made["unlockers"]

    def locked(**changed: Any) -> Json:
        return made | {"unlockers": [lock | changed, printed]}

    wrong, weak = "wrong-passphrase", "iterations"
    return [
        {"name": "wrong passphrase", "passphrase": "five", "refused": wrong},
        {"name": "wrong account secret", "account_secret": bytes(16).hex(), "refused": wrong},
        {"name": "iterations lowered", "keystore": locked(iterations=599_999), "refused": weak},
        {"name": "iterations absurd", "keystore": locked(iterations=10_000_001), "refused": weak},
        {"name": "iterations changed", "keystore": locked(iterations=600_001), "refused": wrong},
        {"name": "other kdf", "keystore": locked(kdf="PBKDF2-SHA1"), "refused": "unknown-kdf"},
        {"name": "another officer", "keystore": made | {"officer": ident("x")}, "refused": wrong},
        {"name": "another hub", "keystore": made | {"hub": "other.example"}, "refused": wrong},
        {"name": "no recovery", "keystore": made | {"unlockers": [lock]}, "refused": "unlockers-missing"},
        {"name": "another version", "keystore": made | {"v": 2}, "refused": "unknown-version"},
    ]


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


_BAD_PADDING = {
    "no length": b"\x00" * 7,
    "length beyond the end": (50).to_bytes(8, "big") + b"a" * 8,
    "length absurd": b"\xff" * 8 + b"a" * 8,
    "padding not zero": pad(b"a" * 25)[:-1] + b"\x01",
    "padding too long": pad(b"a") + b"\x00",
    "padding missing": (25).to_bytes(8, "big") + b"a" * 25,
}
