"""Byte ranges (RFC 9110, section 14).

One range is served, several or malformed ones are ignored as the RFC allows.
"""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """Bytes from `start` up to, not including, `stop`."""

    start: int
    stop: int


def asked(header: str, total: int) -> Span | None:
    """The span a Range header asks of `total` bytes.

    None for "everything". Raises IndexError if it lies outside.
    """
    match = _ONE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, stop = max(0, total - int(last)), total
    else:
        start, stop = int(first), min(total, int(last) + 1) if last else total
        if last and int(last) < start:
            return None
    if start >= total or start >= stop:
        raise IndexError
    return Span(start, stop)
