"""Lists of files with their hashes: the hub's signed one, and the one that an officer holds of a release."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from hub.client.errors import Usage
from hub.encryption import dsse
from hub.encryption.assets import check_assets, read_assets
from hub.encryption.errors import Refused

PACKED = (".gz", ".br")
INDEX = "staticfiles.json"


@dataclass(frozen=True)
class Listed:
    """Served names and template names, each with its SHA-256 in hex. `base` is the path of served files."""

    files: dict[str, str]
    templates: dict[str, str] = field(default_factory=dict)
    release: str = ""
    base: str = "/static/"


def signed(envelope: Any, hub_key: bytes) -> Listed:
    """The hub's list. Raises Refused if it is not signed by the pinned key."""
    return _listed(check_assets(envelope, hub_key))


def held(path: Path) -> Listed:
    """What the officer holds: a release's list, a hub's signed one, or a folder of collected files.

    A signature on a list that is held is not checked again: it was when it was kept. Raises Usage.
    """
    if path.is_dir():
        return Listed(dict(_folder(path)))
    try:
        data = path.read_bytes()
        found = json.loads(data)
        if isinstance(found, dict) and "payload" in found:
            data = dsse.peek(found)[1]
        return _listed(read_assets(data))
    except (OSError, ValueError, Refused) as error:
        raise Usage(f"{path} is neither a list of a release nor a folder of its files.") from error


def differences(mine: Listed, theirs: Listed) -> list[str]:
    """What the hub lists otherwise than the officer's list, one sentence each."""
    found = [
        f"{name} was changed" for name in sorted({*mine.files} & {*theirs.files})
        if mine.files[name] != theirs.files[name]
    ]  # fmt: skip
    found += [f"{name} is not in your release" for name in sorted({*theirs.files} - {*mine.files})]
    if mine.templates:
        names = sorted({*mine.templates, *theirs.templates})
        changed = (name for name in names if mine.templates.get(name) != theirs.templates.get(name))
        found += [f"the template {name} is not that of your release" for name in changed]
    return found


def _listed(found: Any) -> Listed:
    return Listed(found["files"], found["templates"], found["release"], found["base"])


def _folder(folder: Path) -> list[tuple[str, str]]:
    paths = [path for path in folder.rglob("*") if path.is_file() and path.suffix not in PACKED]
    return [
        (path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest())
        for path in sorted(paths)
        if path.name != INDEX
    ]
