"""Pictures of the pages for people to look at, when HUB_PICTURES names a folder."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (1280, 360)


def picture(page: Page, name: str) -> None:
    """Draw the page as it is, wide and narrow; pages that can be loaded again also in Arabic."""
    folder = os.environ.get("HUB_PICTURES", "")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 760})
        page.wait_for_timeout(150)
        page.screenshot(path=Path(folder) / f"{name}-{language(page)}-{width}.png", full_page=True)
    if before:
        page.set_viewport_size(before)


def both_languages(page: Page, name: str, ready: str) -> None:
    """The same in English and in Arabic; `ready` is what must be on the page before it is drawn."""
    if not os.environ.get("HUB_PICTURES", ""):
        return
    origin = page.evaluate("location.origin")
    for code in ("ar", "en"):
        page.context.add_cookies([{"name": "django_language", "value": code, "url": origin}])
        page.reload()
        page.wait_for_selector(ready)
        page.wait_for_timeout(500)
        picture(page, name)


def language(page: Page) -> str:
    """The language the page is written in."""
    return page.locator("html").get_attribute("lang") or ""
