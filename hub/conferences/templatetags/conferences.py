"""How texts in several languages, brackets and changes are written on a page."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hub.conferences.models import Conference
from hub.publishing import vocabulary
from hub.publishing.languages import CODES, language

register = template.Library()
BRACKETS = re.compile(r"(\[[^\[\]]*\])")
SPACES = re.compile(r"\s")
DASH = "\u2013"


def chosen(texts: Mapping[str, str], code: str = "") -> tuple[str, str]:
    """(language, text): in the reader's language, else in English, else in the first there is."""
    for wanted in (code or get_language() or "en", "en", *texts):
        if texts.get(wanted):
            return wanted, texts[wanted]
    return "en", ""


@register.filter
def tongue(texts: Mapping[str, str], code: str = "") -> str:
    """The words alone, for titles and attributes."""
    return chosen(texts, code)[1] if isinstance(texts, Mapping) else str(texts)


@register.filter
def spoken(texts: Mapping[str, str], code: str = "") -> SafeString:
    """The words with their language and direction."""
    if not isinstance(texts, Mapping):
        return format_html("<bdi>{}</bdi>", texts)
    found, words = chosen(texts, code)
    return foreign(words, found)


@register.filter
def foreign(words: str, code: str) -> SafeString:
    """Words of a named language, isolated from what stands around them."""
    known = language(code) if code in CODES else language("en")
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', known.code, known.dir, words)


@register.filter
def tongue_name(code: str) -> str:
    """The language's own name."""
    return language(code).name if code in CODES else code


@register.filter
def direction(code: str) -> str:
    """The value of `dir` for a text of this language."""
    return language(code).dir if code in CODES else "auto"


@register.filter
def bracketed(text: str) -> SafeString:
    """A text whose bracketed parts, not agreed yet, stand out."""
    pieces = [
        format_html('<mark class="open">{}</mark>', part) if part.startswith("[") else format_html("{}", part)
        for part in BRACKETS.split(text)
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_tag
def changes(operations: Iterable[tuple[str, str]]) -> SafeString:
    """A word diff: what was taken out and put in, told apart by line, colour and words for screen readers."""
    return format_html_join("", "{}", ((_change(kind, text),) for kind, text in operations))


def _change(kind: str, text: str) -> SafeString:
    if not SPACES.sub("", text) or kind in ("equal", "same", "="):
        return format_html("{}", text)
    if kind in ("insert", "added", "+"):
        return format_html('<ins><span class="away">{} </span>{}</ins>', _("put in:"), text)
    return format_html('<del><span class="away">{} </span>{}</del>', _("taken out:"), text)


@register.simple_tag
def days(start: date, end: date | None) -> SafeString:
    """The days of a meeting, the month said once if it is the same, in the order of the page's language."""
    if end is None or end == start:
        return _time(start, date_format(start, "j M Y"))
    last = date_format(end, "j M Y")
    if (start.year, start.month) == (end.year, end.month):
        return _time(start, f"{start.day}{DASH}{last}")
    return _time(start, f"{date_format(start, 'j M Y')} {DASH} {last}")


def _time(start: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), words)


@register.filter
def theme_word(code: str) -> str:
    """The word for a theme."""
    return str(vocabulary.theme(code))


@register.simple_tag
def public_path(conference: Conference) -> str:
    """The address of its public page, in the language of this one."""
    code = get_language() or "en"
    return (
        f"/public/{code if code in CODES else 'en'}/conferences/{conference.series_id}/{conference.number}/"
    )


@register.filter
def number(value: float) -> str:
    """A number as SVG wants it, whatever the language of the page."""
    return f"{value:g}"
