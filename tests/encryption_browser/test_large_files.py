"""A 100 MB exhibit goes through the page in pieces: bounded memory, both ways, and nothing changed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from hub.encryption.cobblestone import sealed_length
from tests.encryption.world import CREATED, HUB, ident
from tests.encryption_browser.conftest import ask

pytestmark = pytest.mark.browser

MIB = 2**20
# What is not collected yet may come on top, but never the file (100 MiB) or its ciphertext (another 102).
SLACK = 48 * MIB


def round_trip(page: Page, mebibytes: int) -> Any:
    ids = {name: ident(f"large {name}") for name in ("stream", "event", "post", "officer")}
    return ask(page, "largeRoundTrip", mebibytes=mebibytes, ids=ids, hub=HUB, created=CREATED)["value"]


def test_a_large_file_is_sealed_and_opened_in_pieces(fresh_page: Page) -> None:
    small, large = round_trip(fresh_page, 20), round_trip(fresh_page, 100)
    assert large["same"] is True
    assert large["sealed"] == sealed_length(large["size"])
    assert large["peakHeap"] < small["peakHeap"] + SLACK
    assert large["peakHeap"] < 160 * MIB
