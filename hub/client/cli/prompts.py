"""Questions to the person at the keyboard; files named in the environment answer them for programs."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from hub.client.errors import Usage

SHORTEST = 12


def secret(variable: str, question: str) -> str:
    """A password or passphrase: from the file the variable names, else asked for without showing it."""
    named = os.environ.get(variable)
    if named:
        try:
            return Path(named).read_text("utf-8").rstrip("\r\n")
        except OSError as error:
            raise Usage(f"{variable} names a file that cannot be read: {error}.") from error
    if not sys.stdin.isatty():
        raise Usage(
            f"There is nobody to ask for the {question.lower()}. Set {variable} to a file that holds it."
        )
    return getpass.getpass(f"{question}: ")


def passphrase() -> str:
    """The passphrase of the keystore."""
    return secret("HUB_PASSPHRASE_FILE", "Passphrase")


def password() -> str:
    """The password for the hub."""
    return secret("HUB_PASSWORD_FILE", "Password")


def code() -> str:
    """The code of the second factor; asked for only when the hub wants one."""
    return secret("HUB_CODE_FILE", "Code of your authenticator app, or a backup code")


def new_passphrase(variable: str = "HUB_PASSPHRASE_FILE", what: str = "your keys") -> str:
    """A new passphrase, asked for twice. Raises Usage if it is short or the two differ."""
    first = secret(variable, f"New passphrase for {what} (never sent to the hub)")
    if len(first) < SHORTEST:
        raise Usage(f"A passphrase needs at least {SHORTEST} characters. Several words are easy to remember.")
    if not os.environ.get(variable) and getpass.getpass("Once more: ") != first:
        raise Usage("The two passphrases differ.")
    return first


def recovery_code() -> str:
    """The printed recovery code."""
    return secret("HUB_RECOVERY_FILE", "Recovery code (R-…)")


def fresh_passphrase() -> str:
    """A passphrase that replaces another."""
    return new_passphrase("HUB_NEW_PASSPHRASE_FILE")


def line(question: str, given: str | None) -> str:
    """A visible answer, unless it was given as an option."""
    if given:
        return given
    if not sys.stdin.isatty():
        raise Usage(f"There is nobody to ask: {question}")
    return input(f"{question}: ").strip()


def yes(question: str, *, assume: bool) -> bool:
    """A yes or no; `assume` answers yes, and without a person the answer is no."""
    if assume:
        return True
    return sys.stdin.isatty() and input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
