"""A keystore made in the browser opens in Python, and no weaker one is ever accepted."""

from __future__ import annotations

from typing import Any

import pytest

from hub.encryption import codes, keystore
from hub.encryption.canonical import Json, b64, unb64
from hub.encryption.hpke import keep_info, wrap
from tests.encryption.world import HUB, ident, officer_keys, secret
from tests.encryption_browser.conftest import Run
from tests.encryption_browser.courier import refusal, secret_of

pytestmark = pytest.mark.browser

WORDS = "naïve café ﬁg ½"
ACCOUNT, RECOVERY = secret("account", 16), secret("recovery", 16)
REQUEST: Json = {
    "hub": HUB, "officer": ident("officer"), "passphrase": WORDS, "accountSecret": b64(ACCOUNT),
    "recoveryCode": b64(RECOVERY), "country": "PK", "fingerprint": "ab" * 32,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(run: Run) -> Any:
    """A keystore that the page made for officer keys that are known here."""
    return run("createKeystore", **REQUEST, secret=secret_of(officer_keys("browser")))


def test_python_opens_it_with_the_passphrase(made: Json) -> None:
    found = keystore.unlock_passphrase(made, WORDS, ACCOUNT)
    assert found.keys.public == officer_keys("browser").public
    assert (found.officer, found.country, found.fingerprint) == (REQUEST["officer"], "PK", "ab" * 32)


def test_python_opens_it_with_the_recovery_code(made: Json) -> None:
    assert keystore.unlock_recovery(made, RECOVERY).keys.public == officer_keys("browser").public


def test_it_says_nothing_of_what_is_inside(made: Json) -> None:
    private = secret_of(officer_keys("browser"))
    assert private["kem"] not in str(made)
    assert private["sig"] not in str(made)


def test_handles_in_the_page_cannot_be_exported(run: Run, made: Json) -> None:
    found = run("unlockPassphrase", keystore=made, passphrase=WORDS, accountSecret=b64(ACCOUNT))
    assert found["extractable"] is False


def test_a_new_passphrase_replaces_the_old_one(run: Run, made: Json) -> None:
    fresh = {"passphrase": "other words", "accountSecret": b64(bytes(16))}
    changed = run("changePassphrase", keystore=made, recoveryCode=b64(RECOVERY), **fresh)
    assert keystore.unlock_passphrase(changed, "other words", bytes(16)).officer == REQUEST["officer"]
    assert refusal(lambda: keystore.unlock_passphrase(changed, WORDS, ACCOUNT)) == "wrong-passphrase"
    assert keystore.unlock_recovery(changed, RECOVERY).officer == REQUEST["officer"]


def test_a_new_recovery_code_replaces_the_old_one(run: Run, made: Json) -> None:
    request = {"recoveryCode": b64(RECOVERY), "fresh": b64(bytes(16)), "fingerprint": "cd" * 32}
    changed = run("renewed", keystore=made, **request)
    assert keystore.unlock_recovery(changed, bytes(16)).fingerprint == "cd" * 32
    assert refusal(lambda: keystore.unlock_recovery(changed, RECOVERY)) == "wrong-recovery-code"


def test_python_reads_a_passkey_made_in_the_browser(run: Run, made: Json) -> None:
    credential, prf, salt = secret("credential", 24), secret("prf"), secret("salt")
    raw = {"credential": b64(credential), "prf": b64(prf), "salt": b64(salt)}
    about = {"label": "Laptop", "made": "2026-03-02T09:30:00Z", "recoveryCode": b64(RECOVERY)}
    keyed = run("withPasskey", keystore=made, **raw, **about)
    assert keystore.unlock_passkey(keyed, credential, prf).officer == REQUEST["officer"]
    assert refusal(lambda: keystore.unlock_passkey(keyed, credential, bytes(32))) == "wrong-passkey"
    assert keystore.drop_passkey(keyed, credential) == made


@pytest.mark.parametrize("iterations", [0, 599_999, 10_000_001])
def test_no_keystore_is_made_with_another_work_factor(refused: Run, iterations: int) -> None:
    keys = secret_of(officer_keys("browser"))
    assert refused("createKeystore", **REQUEST, secret=keys, iterations=iterations) == "iterations"


@pytest.mark.parametrize("iterations", [1, 599_999, 10_000_001])
def test_a_lowered_work_factor_is_refused_before_the_passphrase_is_used(
    refused: Run, made: Json, iterations: int
) -> None:
    lock, printed = made["unlockers"]
    weak = made | {"unlockers": [lock | {"iterations": iterations}, printed]}
    assert refusal(lambda: keystore.unlock_passphrase(weak, WORDS, ACCOUNT)) == "iterations"
    request = {"keystore": weak, "passphrase": WORDS, "accountSecret": b64(ACCOUNT)}
    assert refused("unlockPassphrase", **request) == "iterations"
    assert refused("unlockRecovery", keystore=weak, recoveryCode=b64(RECOVERY)) == "iterations"


def test_another_vault_is_refused(refused: Run, made: Json) -> None:
    vault = bytearray(unb64(made["vault"]["ct"]))
    vault[0] ^= 1
    changed = made | {"vault": made["vault"] | {"ct": b64(bytes(vault))}}
    assert refusal(lambda: keystore.unlock_recovery(changed, RECOVERY)) == "vault-does-not-open"
    assert refused("unlockRecovery", keystore=changed, recoveryCode=b64(RECOVERY)) == "vault-does-not-open"


def test_a_kept_invitation_code_comes_back(run: Run) -> None:
    code, keys = secret("code", 16), officer_keys("inviting")
    sealed = wrap(keys.public.kem, code, keep_info(HUB, "PK", ident("invitation")))
    request = {"hub": HUB, "country": "PK", "invitation": ident("invitation")}
    private = b64(keys.kem.private_bytes_raw())
    assert unb64(run("keptCode", secret=private, sealed=b64(sealed), **request)) == code


def test_codes_made_here_are_read_there(run: Run) -> None:
    for n in range(20):
        code = secret(f"code {n}", 16)
        shown = codes.human(code, "R")
        assert run("human", bytes=code.hex(), prefix="R") == shown
        assert run("parseCode", text=shown.lower().replace("-", " "), prefix="R") == code.hex()
