"""Test vectors as JSON files, for Python and for the browser alike; see README.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def load(name: str) -> list[dict[str, Any]]:
    """Return the cases of a vector file."""
    text = (Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8")
    cases: list[dict[str, Any]] = json.loads(text)["cases"]
    return cases
