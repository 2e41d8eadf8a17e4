"""The log as C2SP tlog-tiles serves it: no login, the same bytes for everybody, kept by any proxy.

/tlog/checkpoint                     the newest checkpoint with its cosignatures
/tlog/tile/<level>/<number>[.p/<w>]  hashes
/tlog/tile/entries/<number>[.p/<w>]  what is hashed: 32 blinded bytes each
"""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from hub.encryption.errors import BadFormat
from hub.encryption.tiles import LEVELS, WIDTH, read_number, widths
from hub.encryption.tree import HASH
from hub.transparency import queries

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=2"
_PARTIAL = re.compile(r"(?P<number>[x0-9/]+)(\.p/(?P<width>[1-9][0-9]{0,2}))?")


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, a signed note in plain text; 404 while the log is empty."""
    del request
    found = queries.newest()
    if found is None:
        raise Http404
    answer = HttpResponse(queries.note_of(found), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = BRIEFLY
    return answer


@require_safe
def hashes(request: HttpRequest, level: int, path: str) -> HttpResponse:
    """A tile, whole or as many hashes as its address says; 404 for what the log does not have yet."""
    del request
    number, width = _asked(path)
    if level >= LEVELS or width > widths(queries.size_now(), level, number):
        raise Http404
    found = queries.tile(level, number) or b""
    return _bytes(found[: width * HASH])


@require_safe
def entries(request: HttpRequest, path: str) -> HttpResponse:
    """A bundle of entries, each with its length before it in two bytes."""
    del request
    number, width = _asked(path)
    if width > widths(queries.size_now(), 0, number):
        raise Http404
    return _bytes(queries.entry_bundle(number * WIDTH, width))


def _asked(path: str) -> tuple[int, int]:
    found = _PARTIAL.fullmatch(path)
    if found is None:
        raise Http404
    try:
        number = read_number(found["number"])
    except BadFormat as error:
        raise Http404 from error
    width = int(found["width"] or WIDTH)
    if number >= 2**54 or width > (WIDTH - 1 if found["width"] else WIDTH):
        raise Http404
    return number, width


def _bytes(body: bytes) -> HttpResponse:
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["Cache-Control"] = FOREVER
    return answer
