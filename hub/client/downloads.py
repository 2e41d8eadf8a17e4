"""Fetching files: ciphertext first, continued by Range where a cut line left off, opened only when it is
whole."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from hub.client.errors import Forged, Unreachable, Usage, forged
from hub.client.patience import pauses
from hub.client.session import Session
from hub.encryption.blocks import BLOCK, BlockHasher
from hub.encryption.body import FileEntry
from hub.encryption.errors import Refused
from hub.encryption.event import OpenedEvent, open_file

Progress = Callable[[int], None]


def fetch_file(
    session: Session, opened: OpenedEvent, entry: FileEntry, target: Path, progress: Progress
) -> Path:
    """Download file `entry` of an opened act, check it, decrypt it to `target`.

    `progress` gets bytes received.

    Raises Unreachable when the line stays broken (a later call continues), Forged if anything was changed.
    """
    sealed = fetch_part(session, opened, entry.n, progress)
    draft = target.with_name(f".{target.name}.part")
    try:
        with sealed.open("rb", buffering=0) as src, draft.open("wb") as dst:
            draft.chmod(0o600)
            open_file(opened, entry.n, src, dst)
        draft.replace(target)
    except Refused as error:
        raise forged(f"“{shown_name(entry.name)}”", error) from error
    finally:
        draft.unlink(missing_ok=True)
    sealed.unlink(missing_ok=True)
    return target


def fetch_part(session: Session, opened: OpenedEvent, n: int, progress: Progress) -> Path:
    """Bring the ciphertext of a part whole into the home and check its root against the signed manifest."""
    manifest = opened.manifest
    part = manifest.parts[n]
    folder = session.home.make_folder(session.home.folder / "receiving")
    place = folder / f"{manifest.event}-{n}.part"
    place.touch(mode=0o600)
    _fill(
        session, f"streams/{manifest.stream}/events/{manifest.event}/parts/{n}/", place, part.length, progress
    )
    if place.stat().st_size != part.length or _root(place) != part.blocks_root:
        place.unlink()
        raise Forged(
            "The sealed file is not the one the sender signed: a piece is missing or was exchanged. "
            "Nothing was opened.",
            "part-does-not-match",
        )
    return place


def safe_name(name: str, n: int) -> str:
    """A name from a letter as a plain file name of this machine: no folders, no hidden files, no control
    characters."""
    plain = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip(". ")
    return plain[-120:] or f"file-{n}"


def shown_name(name: str) -> str:
    """A name from a letter, harmless on a terminal."""
    return "".join(c if c.isprintable() else "?" for c in name)


def free_target(folder: Path, name: str, *, replace: bool) -> Path:
    """Where a file goes. Raises Usage instead of overwriting."""
    target = folder / name
    if target.exists() and not replace:
        raise Usage(
            f"{target} is already there. Choose another folder with --to, or replace it with --replace."
        )
    return target


def _fill(session: Session, path: str, place: Path, length: int, progress: Progress) -> None:
    progress(place.stat().st_size)
    left = iter(pauses())
    while (have := place.stat().st_size) < length:
        try:
            _receive(session, path, place, have, length, progress)
            if place.stat().st_size <= have:
                return
        except Unreachable:
            pause = next(left, None) if place.stat().st_size == have else 0.2
            if pause is None:
                raise
            time.sleep(pause)


def _receive(session: Session, path: str, place: Path, have: int, length: int, progress: Progress) -> None:
    with session.connection.stream(path, have) as response, place.open("r+b") as file:
        file.seek(have if response.status_code == 206 else 0)
        for piece in response.iter_bytes(BLOCK):
            file.write(piece)
            progress(len(piece))
            if file.tell() > length:
                return


def _root(place: Path) -> str:
    hasher = BlockHasher()
    with place.open("rb") as file:
        while piece := file.read(BLOCK):
            hasher.update(piece)
    return hasher.root() if hasher.length else ""
