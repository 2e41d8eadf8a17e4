"""How statuses and progress are drawn."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from hub.conferences.progress import Bars, bars
from hub.conferences.queries_matrix import ORDER, Share

# A sign for each status, so that nothing is told by colour alone.
SIGNS = dict(zip(ORDER, ("?", "○", "◌", "◔", "◑", "●", "—"), strict=True))
register = template.Library()


@register.simple_tag
def standing(status: str, label: object) -> SafeString:
    """A status: its sign and its word."""
    sign = SIGNS.get(status, "")
    return format_html(
        '<span class="said-status s-{}"><span aria-hidden="true">{}</span> {}</span>', status, sign, label
    )


@register.simple_tag
def progress(shares: Sequence[Share]) -> Bars | None:
    """The bars in the direction of the page's script."""
    return bars(shares, mirrored=get_language_bidi())


@register.filter
def sign(status: str) -> str:
    """The sign of a status."""
    return SIGNS.get(status, "")


@register.filter
def plainly(value: float) -> str:
    """A number as SVG wants it, whatever the language of the page."""
    return f"{value:g}"
