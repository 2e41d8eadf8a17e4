"""Template tags of the library: choices kept in the address, words of facets, texts in their language."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hub.library.labels import word
from hub.publishing.languages import Language, language

register = template.Library()


@register.simple_tag(takes_context=True)
def choosing(context: dict[str, Any], name: str, value: str) -> str:
    """The present address's query with one choice of a facet added, or taken away if it was made."""
    query = context["request"].GET.copy()
    query.pop("cursor", None)
    chosen = query.getlist(name)
    query.setlist(name, [one for one in chosen if one != value] if value in chosen else [*chosen, value])
    return f"?{query.urlencode()}"


@register.filter
def said(value: str, facet: str) -> str:
    """The word for a value of a facet, in the language of the page."""
    return word(facet, str(value))


@register.filter
def tongue(code: str) -> Language:
    """A language by its code: name, direction."""
    return language(code)


@register.simple_tag
def marked(text: Any) -> SafeString:
    """A found text with what was looked for marked, in its own language and direction."""
    pieces = (format_html("<mark>{}</mark>" if hit else "{}", part) for part, hit in text.parts)
    parts = format_html_join("", "{}", ((one,) for one in pieces))
    shown = language(text.language)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', shown.code, shown.dir, parts)
