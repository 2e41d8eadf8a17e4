"""A page in a real Chromium for the tests of the browser's encryption modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import MEMORY, chromium
from tests.encryption_browser.server import serving

Run = Callable[..., Any]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, which says how much memory a page takes."""
    with chromium(MEMORY) as opened:
        yield opened


@pytest.fixture(scope="package")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all small cases."""
    with opened_page(browser) as opened:
        yield opened


@pytest.fixture
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of its own, whose memory nobody used before."""
    with opened_page(browser) as opened:
        yield opened


@contextmanager
def opened_page(browser: Browser) -> Iterator[Page]:
    """The test page under the strict policy; anything it prints as an error fails the run."""
    errors: list[str] = []
    with serving() as origin:
        context = browser.new_context()
        opened = context.new_page()
        opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(f"{origin}/page/index.html")
        opened.wait_for_selector("html[data-ready]", state="attached", timeout=20_000)
        yield opened
        context.close()
    assert errors == []


def ask(page: Page, name: str, **arguments: Any) -> Any:
    """Run a case: {"value": …}, or {"refused": code, "kind": class name}."""
    return page.evaluate("(request) => globalThis.runCase(request)", [name, arguments])


@pytest.fixture(scope="package")
def answer(page: Page) -> Run:
    """`answer(name, **arguments)`: what the page says, accepted or refused."""
    return lambda name, **arguments: ask(page, name, **arguments)


@pytest.fixture(scope="package")
def run(answer: Run) -> Run:
    """Like `answer`, for what must succeed: the value itself."""

    def run_well(name: str, **arguments: Any) -> Any:
        found = answer(name, **arguments)
        assert "value" in found, found
        return found["value"]

    return run_well


@pytest.fixture(scope="package")
def refused(answer: Run) -> Run:
    """Like `answer`, for what must be refused: the code."""

    def run_badly(name: str, **arguments: Any) -> Any:
        found = answer(name, **arguments)
        assert "refused" in found, "this was accepted"
        return found["refused"]

    return run_badly
