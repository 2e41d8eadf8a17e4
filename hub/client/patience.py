"""How long to wait for a broken line: pauses that double, HUB_PATIENCE seconds in all (20)."""

from __future__ import annotations

import os

from hub.client.errors import Usage

FIRST = 0.3
IN_ALL = 20.0


def pauses() -> tuple[float, ...]:
    """Seconds between one try and the next. Raises Usage if HUB_PATIENCE is not a number."""
    try:
        left = float(os.environ.get("HUB_PATIENCE") or IN_ALL)
    except ValueError as error:
        raise Usage("HUB_PATIENCE is a number of seconds.") from error
    found: list[float] = []
    pause = FIRST
    while pause <= left:
        found.append(pause)
        left -= pause
        pause *= 2
    return tuple(found)
