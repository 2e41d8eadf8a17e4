"""The home folder: everything this machine keeps.

Folders 0700, files 0600, each written whole or not at all.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hub.client.errors import Stop, Usage

Json = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """Whose home this is: hub address and name, officer, e-mail, country, and the post acted for (or none
    yet)."""

    url: str
    hub: str
    officer: str
    email: str
    country: str
    focal_point: str | None = None


class Home:
    """One officer's folder: `HUB_HOME`, or `~/.config/hub`."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.environ.get("HUB_HOME") or Path.home() / ".config" / "hub")

    def read(self, name: str) -> Any:
        """The JSON in a file, or None if there is none. Raises Stop if it cannot be read."""
        try:
            return json.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Stop(f"{self.folder / name} cannot be read: {error}.") from error

    def write(self, name: str, value: Any) -> None:
        """Replace a file by the JSON of `value`, readable by the owner only, in one step."""
        self.write_bytes(name, json.dumps(value, ensure_ascii=False, indent=1).encode())

    def write_bytes(self, name: str, data: bytes) -> None:
        """Replace a file in one step: a crash leaves the old one or the new one."""
        target = self.folder / name
        self.make_folder(target.parent)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)

    def remove(self, name: str) -> None:
        """Delete a file if it is there."""
        (self.folder / name).unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> Path:
        """Make a folder inside the home that only the owner can enter."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    @contextlib.contextmanager
    def workroom(self) -> Iterator[Path]:
        """A folder for plaintext on its way to being sealed again; deleted afterwards, whatever happens."""
        room = self.make_folder(self.folder / "work" / secrets.token_hex(8))
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def account(self) -> Account:
        """Whose home this is. Raises Usage before `hub init`."""
        found = self.read("account.json")
        if not isinstance(found, dict):
            raise Usage(f"There is no account in {self.folder}. Begin with: hub init --invitation LINK")
        return Account(**found)

    def keep_account(self, account: Account) -> None:
        """Remember whose home this is."""
        self.write("account.json", asdict(account))
