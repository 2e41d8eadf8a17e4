"""Pages and files for everybody: the language is in the address, any cache may keep them."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from hub.base.errors import Problem
from hub.publishing.languages import CODES, Language, chrome, in_order, language

View = Callable[..., HttpResponse]
METHODS = ["GET", "HEAD"]
MAX_AGE = 300


def public_page(max_age: int = MAX_AGE) -> Callable[[View], View]:
    """A view of `(request, lang, …)` for everybody; `lang` comes from the address.

    404 for a language that nothing is published in and for every Problem 404; 405 but for GET and HEAD. The
    answer may be kept `max_age` seconds and is told apart by its ETag.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, lang: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if lang not in CODES:
                raise Http404
            with translation.override(chrome(lang).code):
                response = _answer(view, request, lang, *args, **kwargs)
            return fresh(request, response, lang, max_age)

        return wrapped

    return wrap


def _answer(view: View, request: HttpRequest, lang: str, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, lang, *args, **kwargs)
    except Problem as problem:
        if problem.status == 404:
            raise Http404 from problem
        return refused(request, lang, problem)


def fresh(request: HttpRequest, response: HttpResponse, lang: str, max_age: int) -> HttpResponse:
    """Add what caches need to a good answer; 304 if the reader has it. Compared by the ETag alone.

    A date could be older than the moment an embargo ended, so it is told but never compared.
    """
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={max_age}"
    response.headers["Content-Language"] = lang
    return get_conditional_response(request, etag=etag, response=response) or response


def shown(
    request: HttpRequest,
    lang: str,
    template: str,
    context: dict[str, Any],
    *,
    modified: datetime | None = None,
    languages: frozenset[str] = frozenset(),
) -> HttpResponse:
    """A public page. `languages`: codes in which the thing itself exists; the switch offers them too.

    Adds to the context: `reading` (Language of the address), `chrome` (Language of the page's own words),
    `switch` ([{language, path, here}]), `canonical` (address) and `home` (path of the front page).
    """
    frame = {
        "reading": language(lang),
        "chrome": chrome(lang),
        "switch": switch(request, lang, languages),
        "canonical": absolute(request.path),
        "home": f"/public/{lang}/",
        "hub_id": settings.HUB_ID,
    }
    return dated(render(request, template, {**frame, **context}), modified)


def file(
    body: bytes, media_type: str, *, name: str = "", modified: datetime | None = None, attach: bool = False
) -> HttpResponse:
    """A file for everybody: text in UTF-8 unless the type says otherwise; `attach` makes it a download."""
    response = HttpResponse(body, content_type=media_type)
    if name:
        how = "attachment" if attach else "inline"
        response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    # Feeds, calendars and tables are meant to be read by other sites too; nothing in them is secret.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return dated(response, modified)


def dated(response: HttpResponse, modified: datetime | None) -> HttpResponse:
    """Say when what is shown changed last, if that is known."""
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified.timestamp())
    return response


def refused(request: HttpRequest, lang: str, problem: Problem) -> HttpResponse:
    """The page for a question that cannot be answered; never kept."""
    context = {"problem": problem}
    return _status(shown(request, lang, "publishing/refused.html", context), problem.status)


def _status(response: HttpResponse, status: int) -> HttpResponse:
    response.status_code = status
    return response


def switch(request: HttpRequest, lang: str, languages: frozenset[str]) -> list[dict[str, Any]]:
    """The same page in every language of the hub's own words, and in those the thing exists in."""
    known = frozenset(code for code, _name in settings.LANGUAGES)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [_way(request, one, lang, query) for one in in_order(known | languages | {lang})]


def _way(request: HttpRequest, one: Language, lang: str, query: str) -> dict[str, Any]:
    path = f"/public/{one.code}/" + request.path.removeprefix(f"/public/{lang}/")
    return {"language": one, "path": path + query, "href": absolute(path), "here": one.code == lang}


def absolute(path: str) -> str:
    """The whole address of a path. Never from the request: a wrong Host must not get into a kept page."""
    return f"{settings.HUB_ADDRESS.rstrip('/')}{path}"
