"""Changing how one's own keys are opened: passphrase, recovery code. The hub gets sealed keys only."""

from __future__ import annotations

from typing import Any

from hub.client import keyring
from hub.client.connection import Connection
from hub.client.errors import Forged, Stop, Usage, forged
from hub.client.home import Account, Home, Json
from hub.client.session import Ask, ask_for_token, connect
from hub.client.trust import TrustStore, grouped
from hub.encryption import keystore
from hub.encryption.canonical import canonical, sha256hex
from hub.encryption.codes import ACCOUNT, RECOVERY, human, new_code, parse_code
from hub.encryption.errors import BadFormat, Refused, Tampered

SEEN = "keystores-seen.json"


def change_passphrase(home: Home, passphrase: str, fresh: str) -> None:
    """Lock the keys with another passphrase; the account secret stays. Raises Stop for a wrong passphrase."""
    _, connection, _ = connect(home)
    store, secret = newest(home, connection), keyring.account_secret(home)
    opened = _by_passphrase(store, passphrase, secret)
    save(home, connection, keystore.rewrap(store, opened, fresh, secret), secret)


def recover(home: Home, code: str, fresh: str) -> str:
    """Open the keys with the recovery code and lock them anew. Returns a new account secret to print.

    A wrong code is refused here; the hub hears of nothing but the result.
    """
    _, connection, _ = connect(home)
    store = newest(home, connection)
    return _locked_anew(home, connection, store, code, fresh)


def import_by_recovery(
    home: Home, url: str, email: str, password: str, code: str, fresh: str, factor: Ask | None = None
) -> str:
    """Set up another machine when passphrase or account secret are lost. Returns a new account secret.

    `code` is the recovery code; `factor` is asked for the second factor if the hub wants one.
    """
    if home.read("account.json") is not None:
        raise Usage(f"{home.folder} already belongs to an account. Set HUB_HOME to another folder.")
    connection = Connection(url)
    hub = TrustStore(home, connection, "").hub()
    wanted = {"email": email, "password": password, "scopes": ["read", "write"], "label": "hub init"}
    connection.use(str(ask_for_token(connection, wanted, factor)["token"]))
    store = newest(home, connection)
    secret = _locked_anew(home, connection, store, code, fresh)
    ring = keyring.unlock(home, fresh)
    home.keep_account(Account(connection.url, hub, ring.officer, email, ring.country))
    connection.delete("tokens/current/")
    return secret


def new_recovery_code(home: Home, passphrase: str) -> str:
    """Make a new recovery code to print; the old one opens nothing more."""
    _, connection, _ = connect(home)
    store, secret, code = newest(home, connection), keyring.account_secret(home), new_code()
    opened = _by_passphrase(store, passphrase, secret)
    save(home, connection, keystore.renew_recovery(store, opened, code), secret)
    return human(code, RECOVERY)


def trust_own_country(home: Home, passphrase: str, fingerprint: str) -> None:
    """Keep another fingerprint of the own country, compared outside the hub, after it began anew.

    Raises Forged, and keeps nothing, if the list that the hub shows has another one.
    """
    account, connection, trust = connect(home)
    shown = trust.present(account.country).fingerprint
    if shown != fingerprint:
        raise Forged(_another(account.country, shown), "another-genesis")
    store, secret = newest(home, connection), keyring.account_secret(home)
    opened = _by_passphrase(store, passphrase, secret)
    save(home, connection, keystore.retrust(store, opened, fingerprint), secret)


def _another(country: str, shown: str) -> str:
    return (
        f"This is not the fingerprint of the list that the hub shows for {country}; that one begins with "
        f"{grouped(shown)[:26]}. Nothing was kept. Compare again with the paper; if it stays different, do "
        f"not go on, and ask a colleague by telephone."
    )


def newest(home: Home, connection: Connection) -> Json:
    """The keystore at the hub. Raises Forged if it is weaker, another's, or one that was replaced before."""
    store: Json = connection.get("me/keystore/")
    keyring.check_served(home, store)
    _refuse_replay(home, store)
    return store


def save(home: Home, connection: Connection, store: Json, secret: bytes) -> None:
    """Send the sealed keys to the hub and keep them here."""
    connection.put("me/keystore/", store)
    keyring.keep(home, store, secret)
    _remember(home, store)


def _refuse_replay(home: Home, store: Json) -> None:
    """A keystore from before a change opens with the passphrase or code that was given up."""
    before = _seen(home)
    if _hash(store) in before[:-1]:
        raise Forged(
            "The hub handed out sealed keys that were replaced before: an old passphrase or recovery code "
            "opens them. Nothing was changed. Tell the administrator of your country's keys.",
            "keystore-replayed",
        )
    _remember(home, store)


def _remember(home: Home, store: Json) -> None:
    """What this machine sends itself is the newest, also when it was so before."""
    newest = _hash(store)
    home.write(SEEN, [*(one for one in _seen(home) if one != newest), newest])


def _seen(home: Home) -> list[str]:
    found = home.read(SEEN)
    return [str(one) for one in found] if isinstance(found, list) else []


def _hash(store: Json) -> str:
    return sha256hex(canonical(store))


def _locked_anew(home: Home, connection: Connection, store: Json, code: str, fresh: str) -> str:
    try:
        opened = keystore.vault_key(store, recovery_code=parse_code(code, RECOVERY))
    except BadFormat as error:
        raise Usage(f"The recovery code cannot be read: {error.message}.") from error
    except Tampered as error:
        raise Stop(
            "This recovery code does not open your keys. Is it the newest sheet?", error.code
        ) from error
    secret = new_code()
    save(home, connection, keystore.rewrap(store, opened, fresh, secret), secret)
    return human(secret, ACCOUNT)


def _by_passphrase(store: Any, passphrase: str, secret: bytes) -> bytes:
    try:
        return keystore.vault_key(store, passphrase=(passphrase, secret))
    except Tampered as error:
        raise Stop("The passphrase or the account secret is wrong.", error.code) from error
    except Refused as error:
        raise forged("The keystore was changed", error) from error
