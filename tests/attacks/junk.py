"""Seeded junk: values of every wrong kind, and right structures with one thing wrong."""

from __future__ import annotations

import copy
import random
from typing import Any

NEST: Any = []
for _ in range(40):
    NEST = [NEST]

# What canonical JSON can say, so that it can be signed.
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1, 2**31, 2**53 - 1, -(2**53) + 1),
    *(
        "",
        " ",
        "\x00",
        "a\x00b",
        "\u202e",
        "é" * 300,
        "x" * 70_000,
        "../../etc/passwd",
        "'; --",
        "m1",
        "q999",
    ),
    *(
        "2026-13-45",
        "0000-01-01",
        "9999-12-31",
        "2026-01-01T00:00:00Z",
        "00000000-0000-0000-0000-000000000000",
    ),
    *(
        [],
        [None],
        [[]],
        ["m1"],
        ["m1", "m1"],
        [{}],
        {},
        {"": ""},
        {"m1": None},
        {"a": {"b": []}},
        ["m1"] * 200,
    ),
]
# What only JSON from outside can say.
WILD: list[Any] = [*VALUES, 1.5, -0.0, 1e308, 2**63, 2**64, 10**400, "\ud800", NEST]
BODIES = [
    *(
        b"",
        b"{",
        b"null",
        b"[]",
        b"0",
        b'"x"',
        b"\xff\xfe\x00",
        b"{}{}",
        b"NaN",
        b'{"a": 1, "a": 2}',
        b"\x00" * 99,
    ),
    *(b"[" * 100_000, b'{"a":' * 5_000, b"9" * 10_000, b"\xef\xbb\xbf{}", b" " * 5_000_000, b"a=1&b=%00"),
]
TYPES = [
    *(
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ),
    *("application/json; charset=utf-16", "application/octet-stream", "", "\x7f/\x7f", "multipart/form-data"),
]
QUERIES = [
    *(
        "",
        "cursor=%00",
        "cursor=AAAA",
        "cursor=WyJhIl0=",
        "cursor=%FF%FE",
        "after=-2",
        "after=1e9",
        "after=%D9%A1",
    ),
    *(
        "limit=0",
        "limit=999999999999999999999",
        "after=&limit=",
        "q=%00",
        "country=%00",
        "status=x&ball=y",
        "box=z",
    ),
    *("cursor=20261301T000000.000000Z_x", "q_country=P%00", "format=html", "cursor=" + "A" * 5000, "&&&=;;%"),
    "cursor=WyIwMDAwIl0=&q=%F0%9F%92%A9",
]
HEADERS: list[dict[str, str]] = [
    *({"Range": value} for value in ("bytes=-", "bytes=5-1", "bytes=0-0,1-1", "lines=1-", "bytes=99999-")),
    *({"Range": value} for value in ("bytes=-0", "bytes=0-" + "9" * 400, "bytes=\u0661-", "bytes= 1-2", "x")),
    *({"Authorization": value} for value in ("Bearer", "Bearer hub_", "Basic eA==", "Bearer " + "x" * 9000)),
    {"Authorization": "\xff"},
    *({"Accept": value} for value in ("text/html", "*/*;q=x", "application/json;indent=99999999", ",,,")),
    *({"X-Block-SHA256": value} for value in ("", "x", "0" * 64, "\xe9" * 64)),
    {"If-Range": '"x'}, {"Cookie": "sessionid=\x01; csrftoken=" + "x" * 5000},
    {"Accept-Language": "x" * 5000},
    {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "\x00,,", "X-HTTP-Method-Override": "DELETE"},
]  # fmt: skip


def wrong(value: Any, choice: random.Random, values: list[Any] = VALUES) -> Any:
    """A copy with one thing changed, removed or added, at a random depth."""
    value = copy.deepcopy(value)
    holder, key = choice.choice(list(_places(value)) or [(None, None)])
    if holder is None:
        return choice.choice(values)
    how = choice.random()
    if how < 0.15:
        del holder[key]
    elif how < 0.25 and isinstance(holder, dict):
        holder["more"] = choice.choice(values)
    else:
        holder[key] = choice.choice(values)
    return value


def _places(value: Any) -> Any:
    """Every (container, key) inside a value."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
