"""A lying hub, seen from one browser: answers are changed between hub and page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from tests.story.proxy import Exchange, Mutation


def lie(page: Page, where: str, mutation: Mutation) -> None:
    """From now on, answers to addresses that match `where` are changed by the mutation."""

    def answer(route: Route) -> None:
        given = route.fetch()
        parts = urlsplit(route.request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        exchange = Exchange(route.request.method, path, b"", given.status, [], given.body())
        mutation(exchange)
        route.fulfill(response=given, body=exchange.body)

    page.route(re.compile(where), answer)
