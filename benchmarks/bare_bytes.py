"""The baseline of public pages: an application that answers every question with one answer in memory."""

import json
import os
from pathlib import Path
from typing import Any

BODY = Path(os.environ["BENCH_BYTES"]).read_bytes()
HEAD = [
    (name.encode("latin-1"), value.encode("latin-1")) for name, value in json.loads(os.environ["BENCH_HEAD"])
]


async def application(scope: Any, receive: Any, send: Any) -> None:
    """200, the same head and the same bytes."""
    del receive
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": HEAD})
        await send({"type": "http.response.body", "body": BODY})
