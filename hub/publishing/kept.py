"""Pages kept in memory as bytes, ready to be sent: bounded, the longest unused go first."""

import gzip
import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

Header = tuple[bytes, bytes]
Headers = list[Header]
KEEPABLE = re.compile(rb"^public, max-age=(\d{1,6})$")
COMPRESSIBLE = re.compile(rb"^(text/|image/svg|application/([a-z.]+\+)?(json|xml))")
SMALLEST = 400
LARGEST = 2 * 1024 * 1024
MOST_PAGES = 4000
MOST_BYTES = 64 * 1024 * 1024
# What RFC 9110 section 15.4.5 wants in a 304, and what isolates the answer.
NOT_IN_304 = frozenset({b"content-length", b"content-type", b"content-encoding", b"content-disposition"})


@dataclass(frozen=True)
class Copy:
    """One encoding of a page: its strong ETag, its head, the head of a 304, its bytes."""

    etag: bytes
    head: Headers
    unchanged: Headers
    body: bytes


@dataclass(frozen=True)
class Page:
    """A page as it is sent, plain and compressed, made at `born` and kept for `life` (seconds)."""

    plain: Copy
    small: Copy
    born: float
    life: float

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, without the heads."""
        return len(self.plain.body) + (len(self.small.body) if self.small is not self.plain else 0)

    def copy(self, accepted: bytes) -> Copy:
        """The encoding for an Accept-Encoding header."""
        return self.small if b"gzip" in accepted and b"gzip;q=0" not in accepted else self.plain


def life(status: int, headers: Iterable[Header]) -> int:
    """For how many seconds anybody may keep an answer; 0 for an answer that is not for everybody."""
    found = list(headers)
    names = [name for name, _ in found]
    if status != 200 or b"set-cookie" in names or b"vary" in names or b"etag" not in names:
        return 0
    control = KEEPABLE.match(dict(found).get(b"cache-control", b""))
    return int(control[1]) if control else 0


def page(headers: Headers, body: bytes, born: float) -> Page:
    """Make the page that will be sent from now on; compressed once."""
    given = dict(headers)
    etag, kind = given[b"etag"], given.get(b"content-type", b"")
    plain = _copy(headers, etag, body)
    small = plain
    if len(body) >= SMALLEST and COMPRESSIBLE.match(kind):
        packed = gzip.compress(body, 6, mtime=0)
        small = _copy(headers, etag[:-1] + b'-gz"', packed, [(b"content-encoding", b"gzip")])
    return Page(plain, small, born, life(200, headers))


def _copy(headers: Headers, etag: bytes, body: bytes, more: Iterable[Header] = ()) -> Copy:
    skip = (b"etag", b"content-length")
    head = [one for one in headers if one[0] not in skip]
    own = [(b"etag", etag), (b"content-length", str(len(body)).encode()), (b"vary", b"Accept-Encoding")]
    head = [*head, *own, *more]
    return Copy(etag, head, [one for one in head if one[0] not in NOT_IN_304], body)


class Pages:
    """The pages of one process, by key; all of them belong to one count of changes."""

    def __init__(self, most: int = MOST_PAGES, size: int = MOST_BYTES) -> None:
        self._most, self._room = most, size
        self._pages: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self._size = 0
        self._stamp: Hashable = None

    def __len__(self) -> int:
        return len(self._pages)

    def turn(self, stamp: Hashable) -> None:
        """The count of changes as just read, and where, or None. Anything new drops every page."""
        if stamp is None or stamp != self._stamp:
            self._pages.clear()
            self._size = 0
        self._stamp = stamp

    @property
    def stamp(self) -> Hashable:
        """The count that the pages belong to."""
        return self._stamp

    def get(self, key: tuple[object, ...], now: float) -> Page | None:
        """A page that is not too old."""
        found = self._pages.get(key)
        if found is None:
            return None
        if now - found.born >= found.life:
            self._drop(key)
            return None
        self._pages.move_to_end(key)
        return found

    def put(self, key: tuple[object, ...], made: Page, stamp: Hashable) -> None:
        """Keep a page whose making began under `stamp`; not if something has changed since."""
        if stamp is None or stamp != self._stamp or made.size > self._room:
            return
        self._drop(key)
        self._pages[key] = made
        self._size += made.size
        while len(self._pages) > self._most or self._size > self._room:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: tuple[object, ...]) -> None:
        found = self._pages.pop(key, None)
        self._size -= found.size if found else 0
