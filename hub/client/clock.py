"""The one place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


def now_text() -> str:
    """Now, in UTC to the second, as signed texts carry it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
