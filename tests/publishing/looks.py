"""What every public page must be, as functions that the tests of every room call.

Each answers a list of faults; a test says `assert faults == []` and so prints them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Page
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

# WCAG 2.2 AA, and what axe-core's authors recommend beyond it.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
HEAVIEST = 50_000
_LOADED = re.compile(r'<(?:script|img|iframe|link rel="stylesheet"|source|use)\b[^>]*?(?:src|href)="([^"]+)"')
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def invalid(pages: Mapping[str, bytes]) -> list[str]:
    """Where pages, given by name, break the syntax of the HTML standard: its parse errors, all of them."""
    faults = []
    for name, page in pages.items():
        parser = HTMLParser(namespace_html_elements=True)
        parser.parse(page.decode())
        faults += [f"{name}:{line}: {code} {given or ''}" for (line, _column), code, given in parser.errors]
    return faults


def indiscreet(answer: HttpResponseBase) -> list[str]:
    """How an answer could follow its reader or differ between readers: cookies, other sites, scripts."""
    text = answer.content.decode("utf-8", "replace") if hasattr(answer, "content") else ""
    faults = [f"cookie {name}" for name in answer.cookies]
    faults += [f"loads {url}" for url in _LOADED.findall(text) if urlsplit(url).netloc]
    faults += [f"inline: {found}" for found in _INLINE.findall(text)] if "html" in _type(answer) else []
    faults += [] if answer.get("Cache-Control", "").startswith("public, max-age=") else ["may not be kept"]
    faults += [f"has no {name}" for name in ("ETag", "Content-Language") if not answer.has_header(name)]
    return faults + (["varies"] if answer.has_header("Vary") else [])


def inaccessible(page: Page, language: str = "") -> list[str]:
    """What axe-core has against a page that is open, with the element; and one h1, language and direction."""
    answer = Axe().run(page, options=RULES).response
    assert len(answer["passes"]) > 10, "axe-core has looked at the page"
    faults = [
        f"{rule['id']}: {node['html'][:150]}" for rule in answer["violations"] for node in rule["nodes"]
    ]
    faults += [] if page.locator("h1").count() == 1 else ["not exactly one h1"]
    if language:
        root, direction = page.locator("html"), "rtl" if language == "ar" else "ltr"
        faults += [] if root.get_attribute("lang") == language else ["wrong lang"]
        faults += [] if root.get_attribute("dir") == direction else ["wrong dir"]
    return faults + too_wide(page)


def too_wide(page: Page) -> list[str]:
    """Whether the page itself must be moved sideways (WCAG 1.4.10)."""
    width, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return [f"{width} px wide in {room}"] if width > room else []


def first_visit(browser: Browser, url: str) -> tuple[int, list[str]]:
    """Bytes on the line at a first visit, heads included, and every address that was asked."""
    context = browser.new_context()
    page, asked, sizes = context.new_page(), list[str](), list[int]()
    line = context.new_cdp_session(page)
    line.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    line.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    line.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    kept: list[Any] = list(context.cookies())
    context.close()
    return sum(sizes), [*asked, *(f"cookie {one['name']}" for one in kept)]


def _type(answer: HttpResponseBase) -> str:
    return str(answer.get("Content-Type", ""))
