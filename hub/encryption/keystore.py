"""The keystore: an officer's private keys, sealed on the device; the hub stores it unread.

A random vault key seals the keys; a passphrase (with the 128-bit account secret, so that a stolen
keystore cannot be guessed at), a printed recovery code, and passkeys whose authenticator answers the
`prf` extension (WebAuthn level 3) each unlock the vault key.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from hub.encryption import fields
from hub.encryption.canonical import Json, b64, canonical, frame, parse, unb64
from hub.encryption.codes import CODE_LENGTH
from hub.encryption.errors import BadFormat, Downgrade, Tampered
from hub.encryption.keys import OfficerKeys
from hub.encryption.seeds import NONCE_LENGTH, hkdf

MIN_ITERATIONS = 600_000
MAX_ITERATIONS = 10_000_000
KDF = "PBKDF2-SHA256"
SALT_LENGTH = 16
PRF_LENGTH = 32
MOST_PASSKEYS = 8

_PASSPHRASE = ("kind", "kdf", "iterations", "salt", "nonce", "ct")
_RECOVERY = ("kind", "salt", "nonce", "ct")
_PASSKEY = ("kind", "credential", "label", "made", "salt", "nonce", "ct")


@dataclass(frozen=True)
class Unlocked:
    """What a keystore held: the keys, and the country and chain fingerprint the officer trusts."""

    officer: str
    keys: OfficerKeys
    country: str
    fingerprint: str | None


def create(
    hub: str,
    officer: str,
    keys: OfficerKeys,
    passphrase: str,
    account_secret: bytes,
    recovery_code: bytes,
    country: str,
    fingerprint: str | None,
    iterations: int = MIN_ITERATIONS,
) -> Json:
    """Return a new keystore with both unlockers. `account_secret`, `recovery_code`: 16 bytes."""
    kem, sig = keys.kem.private_bytes_raw(), keys.sig.private_bytes_raw()
    trust = {"country": country, "fingerprint": fingerprint}
    content = {"officer": officer, "kem": b64(kem), "sig": b64(sig), **trust}
    _read_content(content, officer)
    vault_key = os.urandom(32)
    return {
        "v": fields.VERSION,
        "hub": hub,
        "officer": officer,
        "vault": _seal(vault_key, canonical(content), frame("vault", hub, officer)),
        "unlockers": [
            _lock_passphrase(hub, officer, vault_key, passphrase, account_secret, iterations),
            _lock_recovery(hub, officer, vault_key, recovery_code),
        ],
    }


def unlock_passphrase(keystore: Any, passphrase: str, account_secret: bytes) -> Unlocked:
    """Open with passphrase and account secret. Tampered: wrong ones; Downgrade: too few iterations."""
    return _open_vault(keystore, _vault_key_by_passphrase(keystore, passphrase, account_secret))


def unlock_recovery(keystore: Any, recovery_code: bytes) -> Unlocked:
    """Open with the printed recovery code (16 bytes)."""
    return _open_vault(keystore, _vault_key_by_recovery(keystore, recovery_code))


def unlock_passkey(keystore: Any, credential: bytes, prf: bytes) -> Unlocked:
    """Open with what a passkey's authenticator answered (32 bytes) to the salt kept for `credential`."""
    found = check(keystore)
    lock = _passkey(found, credential)
    info = _passkey_info(found["hub"], found["officer"], credential)
    kek = _passkey_kek(prf, unb64(lock["salt"], PRF_LENGTH), info)
    return _open_vault(found, _unseal(kek, lock, info, "wrong-passkey"))


def rewrap(
    keystore: Any,
    vault_key: bytes,
    passphrase: str,
    account_secret: bytes,
    iterations: int = MIN_ITERATIONS,
) -> Json:
    """Return the keystore with a new passphrase; vault and the other unlockers stay as they are."""
    found = _opening(keystore, vault_key)
    hub, officer = found["hub"], found["officer"]
    lock = _lock_passphrase(hub, officer, vault_key, passphrase, account_secret, iterations)
    return {**found, "unlockers": [lock, *found["unlockers"][1:]]}


def renew_recovery(keystore: Any, vault_key: bytes, recovery_code: bytes) -> Json:
    """Return the keystore with a new recovery code (16 bytes); the old one opens it no more."""
    found = _opening(keystore, vault_key)
    lock = _lock_recovery(found["hub"], found["officer"], vault_key, recovery_code)
    first, _old, *passkeys = found["unlockers"]
    return {**found, "unlockers": [first, lock, *passkeys]}


def add_passkey(
    keystore: Any, vault_key: bytes, *, credential: bytes, prf: bytes, salt: bytes, label: str, made: str
) -> Json:
    """Return the keystore with one more passkey; `salt` (32 bytes) is what `prf` (32 bytes) answers to."""
    found = _opening(keystore, vault_key)
    info = _passkey_info(found["hub"], found["officer"], credential)
    head = {"kind": "passkey", "credential": b64(credential), "label": label, "made": made, "salt": b64(salt)}
    lock = head | _seal(_passkey_kek(prf, salt, info), vault_key, info)
    return check({**found, "unlockers": [*found["unlockers"], lock]})


def drop_passkey(keystore: Any, credential: bytes) -> Json:
    """Return the keystore without a passkey. Raises BadFormat no-such-passkey."""
    found = check(keystore)
    gone = _passkey(found, credential)
    return {**found, "unlockers": [one for one in found["unlockers"] if one is not gone]}


def retrust(keystore: Any, vault_key: bytes, fingerprint: str) -> Json:
    """Return the keystore with another fingerprint of the own country, which the officer compared."""
    found = _opening(keystore, vault_key)
    info = frame("vault", found["hub"], found["officer"])
    content = parse(_unseal(vault_key, found["vault"], info, "vault-does-not-open"))
    told = canonical({**content, "fingerprint": fields.hash_hex(fingerprint)})
    return {**found, "vault": _seal(vault_key, told, info)}


def _opening(keystore: Any, vault_key: bytes) -> Json:
    """The checked keystore, once the vault key was proved: a wrong one would lock the officer out."""
    found = check(keystore)
    _open_vault(found, vault_key)
    return found


def vault_key(
    keystore: Any,
    *,
    passphrase: tuple[str, bytes] | None = None,
    recovery_code: bytes | None = None,
) -> bytes:
    """Return the vault key, for `rewrap`, by (passphrase, account secret) or by recovery code."""
    if passphrase is not None:
        return _vault_key_by_passphrase(keystore, *passphrase)
    if recovery_code is not None:
        return _vault_key_by_recovery(keystore, recovery_code)
    raise BadFormat("no-unlocker", "a passphrase or a recovery code is needed")


def check(keystore: Any) -> Json:
    """Return the keystore if its form is right and no work factor was lowered."""
    found = fields.versioned(keystore, {"hub", "officer", "vault", "unlockers"})
    fields.text(found["hub"])
    fields.uuid(found["officer"])
    fields.exact(found["vault"], {"nonce", "ct"})
    kinds = [one.get("kind") for one in fields.items(found["unlockers"]) if isinstance(one, dict)]
    if kinds[:2] != ["passphrase", "recovery"] or len(found["unlockers"]) != len(kinds):
        raise BadFormat("unlockers-missing", "a keystore has a passphrase and a recovery unlocker")
    lock = fields.exact(found["unlockers"][0], _PASSPHRASE)
    if lock["kdf"] != KDF:
        raise Downgrade("unknown-kdf", f"only {KDF} is understood")
    _check_iterations(lock["iterations"])
    fields.exact(found["unlockers"][1], _RECOVERY)
    _check_passkeys(found["unlockers"][2:])
    return found


def _check_passkeys(listed: list[Any]) -> None:
    credentials = set()
    for one in listed:
        lock = fields.exact(one, _PASSKEY)
        fields.one_of(lock["kind"], ("passkey",))
        if not fields.text(lock["label"], longest=80).isprintable():
            raise BadFormat("bad-text", "a passkey's name is one line of printable letters")
        fields.time(lock["made"])
        unb64(lock["salt"], PRF_LENGTH)
        credentials.add(unb64(fields.text(lock["credential"], longest=1400)))
    if len(credentials) != len(listed) or len(listed) > MOST_PASSKEYS:
        raise BadFormat("bad-passkeys", f"each passkey once, and {MOST_PASSKEYS} at most")


def _passkey(keystore: Json, credential: bytes) -> Json:
    for one in keystore["unlockers"][2:]:
        if unb64(one["credential"]) == credential:
            lock: Json = one
            return lock
    raise BadFormat("no-such-passkey", "this passkey does not belong to the keystore")


def _passkey_info(hub: str, officer: str, credential: bytes) -> bytes:
    return frame("keystore-passkey", hub, officer, credential)


def _passkey_kek(prf: bytes, salt: bytes, info: bytes) -> bytes:
    if len(prf) != PRF_LENGTH or len(salt) != PRF_LENGTH:
        raise BadFormat("bad-passkey", "a passkey answers with 32 bytes")
    return hkdf(prf, salt, info)


def _check_iterations(iterations: Any) -> int:
    number = fields.whole(iterations)
    if not MIN_ITERATIONS <= number <= MAX_ITERATIONS:
        raise Downgrade("iterations", f"PBKDF2 with {MIN_ITERATIONS} to {MAX_ITERATIONS} iterations only")
    return number


def _passphrase_kek(
    passphrase: str, account_secret: bytes, salt: bytes, iterations: int, info: bytes
) -> bytes:
    if len(account_secret) != CODE_LENGTH:
        raise BadFormat("bad-code", "an account secret has 16 bytes")
    slow = PBKDF2HMAC(SHA256(), 32, salt, _check_iterations(iterations))
    stretched = slow.derive(unicodedata.normalize("NFKC", passphrase).encode())
    return hkdf(stretched + account_secret, salt, info)


def _lock_passphrase(
    hub: str, officer: str, secret: bytes, passphrase: str, account_secret: bytes, iterations: int
) -> Json:
    salt, info = os.urandom(SALT_LENGTH), frame("keystore-passphrase", hub, officer, iterations)
    kek = _passphrase_kek(passphrase, account_secret, salt, iterations, info)
    head = {"kind": "passphrase", "kdf": KDF, "iterations": iterations, "salt": b64(salt)}
    return head | _seal(kek, secret, info)


def _lock_recovery(hub: str, officer: str, secret: bytes, code: bytes) -> Json:
    if len(code) != CODE_LENGTH:
        raise BadFormat("bad-code", "a recovery code has 16 bytes")
    salt, info = os.urandom(SALT_LENGTH), frame("keystore-recovery", hub, officer)
    return {"kind": "recovery", "salt": b64(salt)} | _seal(hkdf(code, salt, info), secret, info)


def _vault_key_by_passphrase(keystore: Any, passphrase: str, account_secret: bytes) -> bytes:
    found = check(keystore)
    lock = _unlocker(found, "passphrase")
    info = frame("keystore-passphrase", found["hub"], found["officer"], lock["iterations"])
    salt = unb64(lock["salt"], SALT_LENGTH)
    kek = _passphrase_kek(passphrase, account_secret, salt, lock["iterations"], info)
    return _unseal(kek, lock, info, "wrong-passphrase")


def _vault_key_by_recovery(keystore: Any, code: bytes) -> bytes:
    found = check(keystore)
    lock = _unlocker(found, "recovery")
    info = frame("keystore-recovery", found["hub"], found["officer"])
    kek = hkdf(code, unb64(lock["salt"], SALT_LENGTH), info)
    return _unseal(kek, lock, info, "wrong-recovery-code")


def _unlocker(keystore: Json, kind: str) -> Json:
    return next(one for one in keystore["unlockers"] if one["kind"] == kind)


def _open_vault(keystore: Any, secret: bytes) -> Unlocked:
    found = check(keystore)
    info = frame("vault", found["hub"], found["officer"])
    content = parse(_unseal(secret, found["vault"], info, "vault-does-not-open"))
    return _read_content(content, found["officer"])


def _read_content(content: Any, officer: str) -> Unlocked:
    found = fields.exact(content, {"officer", "kem", "sig", "country", "fingerprint"})
    if fields.uuid(found["officer"]) != officer:
        raise Tampered("another-officer", "this vault belongs to another officer")
    keys = OfficerKeys.from_bytes(unb64(found["kem"], 32), unb64(found["sig"], 32))
    fingerprint = found["fingerprint"]
    trusted = None if fingerprint is None else fields.hash_hex(fingerprint)
    return Unlocked(officer, keys, fields.country(found["country"]), trusted)


def _seal(key: bytes, data: bytes, info: bytes) -> Json:
    nonce = os.urandom(NONCE_LENGTH)
    return {"nonce": b64(nonce), "ct": b64(AESGCM(key).encrypt(nonce, data, info))}


def _unseal(key: bytes, sealed: Json, info: bytes, code: str) -> bytes:
    try:
        return AESGCM(key).decrypt(unb64(sealed["nonce"], NONCE_LENGTH), unb64(sealed["ct"]), info)
    except (InvalidTag, ValueError) as error:
        raise Tampered(code, "this secret does not open the keystore") from error
