"""Scripts and styles on a page, each with the hash of what it must be."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hub.assets.files import address, integrity, served_name
from hub.assets.modules import brought

register = template.Library()
NAMED = "_modules_named"


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """A style sheet: {% stylesheet 'hub/css/hub.css' %}."""
    served = served_name(name)
    return format_html('<link rel="stylesheet" href="{}" integrity="{}">', address(served), integrity(served))


@register.simple_tag(takes_context=True)
def module(context: Context, name: str) -> SafeString:
    """A script with the modules that it imports: {% module 'hub/js/frame.js' %}."""
    served = served_name(name)
    script = format_html(
        '<script type="module" src="{}" integrity="{}"></script>', address(served), integrity(served)
    )
    links = format_html_join(
        "",
        '<link rel="modulepreload" href="{}" integrity="{}">',
        ((address(one), integrity(one)) for one in _new(context, brought(name))),
    )
    return links + script


def _new(context: Context, names: tuple[str, ...]) -> list[str]:
    """Those that no earlier script of the page has named."""
    request: Any = context.get("request")
    if request is None:
        return list(names)
    named: set[str] = request.__dict__.setdefault(NAMED, set())
    new = [one for one in names if one not in named]
    named.update(new)
    return new
