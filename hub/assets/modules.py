"""Which modules a script brings along.

A policy of integrity refuses a module that is imported without a known hash, and an import cannot say one. So
a page names every module that its scripts will import, each with its hash, before the script itself.
"""

import posixpath
import re
from functools import cache

from hub.assets.files import content

COMMENT = re.compile(rb"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
AT_ONCE = re.compile(
    rb"""^\s*(?:(?:import|export)\b[^"';()]*?\bfrom\s*|import\s*)["']([^"']+)["']""", re.MULTILINE
)
LATER = re.compile(rb"""\bimport\s*\(\s*["']([^"']+)["']\s*\)""")


def imports(source: bytes) -> list[str]:
    """What a module imports at once, as it is written there."""
    return [found.decode() for found in AT_ONCE.findall(COMMENT.sub(b"", source))]


def later(source: bytes) -> list[str]:
    """What a module imports when it is needed."""
    return [found.decode() for found in LATER.findall(COMMENT.sub(b"", source))]


@cache
def brought(name: str) -> tuple[str, ...]:
    """All modules that a script imports, directly or not; each stands after those that it imports at once.

    Raises FileNotFoundError for an import that leads nowhere, ValueError for modules that import each other.
    """
    done: dict[str, None] = {}
    roots = [name]
    for root in roots:
        if root not in done:
            _walk(root, done, ())
            seen = [one for each in done for one in _beside(each, later(content(each)))]
            roots += [one for one in seen if one not in roots]
    return tuple(one for one in done if one != name)


def _walk(name: str, done: dict[str, None], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' > '.join((*above, name))}")
    for one in _beside(name, imports(content(name))):
        if one not in done:
            _walk(one, done, (*above, name))
    done[name] = None


def _beside(name: str, written: list[str]) -> list[str]:
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), one)) for one in written]
