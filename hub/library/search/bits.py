"""Sets of places as whole numbers: bit n is set if place n belongs. Counting 100 000 takes microseconds.

Pure. A place is the position of a row in the index, newest highest.
"""

from collections.abc import Iterable, Iterator

ONE = ord("1")


def of(places: Iterable[int], size: int) -> int:
    """The set of these places, each below `size`."""
    # A row of digits read as one number: twice as fast as setting bits one by one.
    digits = bytearray(b"0") * (size + 1)
    for place in places:
        digits[size - place] = ONE
    return int(digits, 2)


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
