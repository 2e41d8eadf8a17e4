"""Search bytes for words in every form in which a computer may have written them down."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from urllib.parse import quote

DEEPEST = 3
LONGEST = 64 * 1024 * 1024
_ENCODED = re.compile(rb"[A-Za-z0-9+/_-]{24,}")
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")


def forms_of(word: str) -> dict[str, bytes]:
    """The word as bytes, by the name of the encoding."""
    raw = word.encode()
    spelled = {
        "json": json.dumps(word)[1:-1],
        "url": quote(word),
        "html": escape(word),
        "html numbers": "".join(f"&#{ord(letter)};" for letter in word),
        "upper case": word.upper(),
    }
    forms = {"utf-8": raw, "utf-16": word.encode("utf-16-le"), "utf-16 big": word.encode("utf-16-be")}
    forms |= {name: text.encode() for name, text in spelled.items()}
    forms |= {"json upper": _hex_upper(forms["json"]), "url lower": quote(word).lower().encode()}
    return forms | bytes_forms(raw)


def bytes_forms(raw: bytes) -> dict[str, bytes]:
    """Bytes as they are, in hexadecimal, and in base64 at each of the three places they may begin at."""
    forms = {"raw": raw, "hex": raw.hex().encode(), "hex upper": raw.hex().upper().encode()}
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        inner = whole[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        forms |= {
            f"base64 +{shift}": inner,
            f"base64url +{shift}": inner.translate(bytes.maketrans(b"+/", b"-_")),
        }
    return forms


def find(data: bytes, words: dict[str, dict[str, bytes]], depth: int = DEEPEST) -> set[str]:
    """Which words (by name, each with its forms) are in the data or, `depth` times over, packed inside it."""
    wanted = {(name, form): seek for name, forms in words.items() for form, seek in forms.items()}
    return {
        f"{name} as {form}"
        for inside in unpacked(data, depth)
        for (name, form), seek in wanted.items()
        if seek in inside
    }


def unpacked(data: bytes, depth: int = DEEPEST) -> Iterator[bytes]:
    """The data, and what is compressed or base64-encoded inside it, and inside that."""
    yield data
    if depth:
        for inside in (*_inflated(data), *_decoded(data)):
            yield from unpacked(inside, depth - 1)


def _inflated(data: bytes) -> Iterator[bytes]:
    """Streams of gzip and zlib wherever one begins; raw deflate only if it is the whole."""
    for match in _PACKED.finditer(data):
        yield from _inflate(memoryview(data)[match.start() :], zlib.MAX_WBITS | 32)
    yield from _inflate(data, -zlib.MAX_WBITS)


def _inflate(data: bytes | memoryview, bits: int) -> Iterator[bytes]:
    with suppress(zlib.error):
        packed = zlib.decompressobj(bits)
        found = packed.decompress(data, LONGEST)
        if len(found) > 8:
            yield found


def _decoded(data: bytes) -> Iterator[bytes]:
    """Only what is packed inside base64 is decoded; plain words in it are found by their base64 forms."""
    for match in _ENCODED.finditer(data):
        text = match.group().translate(bytes.maketrans(b"-_", b"+/"))
        with suppress(ValueError):
            inside = base64.b64decode(text[: len(text) // 4 * 4])
            if _PACKED.match(inside):
                yield inside


def deflated(data: bytes) -> bytes:
    """Raw deflate, without header."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def packings(raw: bytes) -> dict[str, bytes]:
    """The bytes packed in each way that `find` unpacks."""
    session = base64.urlsafe_b64encode(zlib.compress(raw))
    return {
        "gzip": b"head" + gzip.compress(raw) + b"tail",
        "zlib": b"head" + zlib.compress(raw) + b"tail",
        "deflate": deflated(raw),
        "session": b"." + session + b":1abc:signature",
        "gzip in gzip": gzip.compress(gzip.compress(raw)),
    }


def _hex_upper(text: bytes) -> bytes:
    return re.sub(rb"\\u([0-9a-f]{4})", lambda m: rb"\u" + m.group(1).upper(), text)
