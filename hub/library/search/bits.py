"""Sets of places as whole numbers: bit n is set if place n belongs. Counting 100 000 takes microseconds.

Pure. A place is the position of a row in the index, newest highest.
"""

from collections.abc import Iterable, Iterator


def of(places: Iterable[int], size: int) -> int:
    """The set of these places, each below `size`."""
    row = bytearray(size // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")


def below(place: int) -> int:
    """All places below one."""
    return (1 << place) - 1


def newest(found: int, most: int) -> list[int]:
    """At most so many places of a set, highest first."""
    return list(_highest(found, most))


def oldest(found: int, most: int) -> list[int]:
    """At most so many places of a set, lowest first."""
    places: list[int] = []
    while found and len(places) < most:
        low = (found & -found).bit_length() - 1
        places.append(low)
        found ^= 1 << low
    return places


def _highest(found: int, most: int) -> Iterator[int]:
    for _ in range(most):
        if not found:
            return
        place = found.bit_length() - 1
        yield place
        found ^= 1 << place
