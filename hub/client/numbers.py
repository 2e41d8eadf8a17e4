"""Numbers as people type them: the first characters are enough where they are clear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.client.errors import NotFound, Usage
from hub.encryption.canonical import Json

WHOLE = 36
SHORTEST = 4


@dataclass(frozen=True)
class Kind:
    """What is looked for, in the words of the errors."""

    one: str
    number: str = "number"
    several: str = "numbers"


def full_id(typed: str, rows: Iterable[Json], kind: Kind) -> str:
    """An id from its first characters; the rows are read only if it is not whole.

    Raises NotFound, or Usage if it is too short or several begin so.
    """
    wanted = typed.strip().lower()
    if len(wanted) == WHOLE:
        return wanted
    if len(wanted) < SHORTEST:
        raise Usage(f"Give at least the first {SHORTEST} characters of the {kind.number}.")
    found = [str(row["id"]) for row in rows if str(row["id"]).startswith(wanted)]
    if not found:
        raise NotFound(f"There is no {kind.one} {typed} that you can see.")
    if len(found) > 1:
        raise Usage(f"Several {kind.several} begin with {typed}. Give more characters.")
    return found[0]
