"""A line that grows while much is sent or received: bytes done, share, speed, time left.

Silent without a terminal.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 24
EVERY = 0.1


def size(count: float) -> str:
    """Bytes for people, in powers of 1000."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def left(seconds: float) -> str:
    """A duration for people."""
    whole = int(seconds + 0.5)
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{whole} s"


def text(label: str, done: int, total: int, seconds: float) -> str:
    """The line for `done` of `total` bytes after `seconds`."""
    share = min(1.0, done / total) if total else 1.0
    bar = "#" * round(share * WIDTH)
    rest = left((total - done) * seconds / done) if done and seconds else "…"
    return f"{label} [{bar:<{WIDTH}}] {share:4.0%} {size(done)} of {size(total)}, {rest} left"


def bar(total: int, label: str, out: TextIO | None = None) -> Callable[[int], None]:
    """Begin a line; the returned function takes the bytes just done."""
    target = out or sys.stderr
    if not target.isatty() or not total:
        return lambda _done: None
    begin = shown = time.monotonic()
    done = 0

    def advance(count: int) -> None:
        nonlocal done, shown
        done += count
        now = time.monotonic()
        if now - shown >= EVERY or done >= total:
            shown = now
            end = "\n" if done >= total else ""
            target.write(f"\r\x1b[K{text(label, done, total, now - begin)}{end}")
            target.flush()

    return advance
