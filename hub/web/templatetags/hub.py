"""Template tags of the pages: icons from the one sprite, states and balls with their shape and word."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
# Below this many hours a time limit is told in hours.
HOURS = 48


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """One drawing of the sprite, silent for screen readers: the word beside it speaks."""
    address = f"{static('hub/icons.svg')}#{name}"
    classes = f"icon {extra}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', classes, address)


@register.simple_tag
def status(value: str, label: object) -> SafeString:
    """A state: always the same shape with the same word."""
    return format_html('<span class="status" data-status="{}">{}{}</span>', value, icon(value), label)


@register.simple_tag
def ball(mine: bool, holder: object, late: bool = False) -> SafeString:
    """Who has to act: shape, colour and words say the same."""
    kind, shape = ("late", "triangle") if late else ("yours", "dot") if mine else ("", "ring")
    words = _("Waiting for you") if mine else _("Waiting for %(who)s") % {"who": holder}
    return format_html('<span class="ball {}">{}<bdi>{}</bdi></span>', kind, icon(shape), words)


@register.filter
def days_left(due: date | None) -> str:
    """“3 days left”, “due today” or “2 days late”; empty without a date."""
    if due is None:
        return ""
    days = (due - timezone.localdate()).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}


@register.filter
def last_day(due: datetime | None) -> date | None:
    """The last day on which something can still be done: a time limit ends with that day, at midnight."""
    if due is None:
        return None
    return (timezone.localtime(due) - timedelta(seconds=1)).date()


@register.filter
def day_left(due: datetime | None) -> str:
    """As `days_left`, for a time limit; in hours close to its end."""
    if due is None:
        return ""
    left = int((due - timezone.now()).total_seconds() // 3600)
    if 0 <= left < HOURS:
        return ngettext("%(n)d hour left", "%(n)d hours left", left) % {"n": left}
    if -HOURS < left < 0:
        return ngettext("%(n)d hour late", "%(n)d hours late", -left) % {"n": -left}
    return days_left(last_day(due))


@register.filter
def since(moment: datetime | None) -> str:
    """“today”, “yesterday” or “for 5 days”."""
    if moment is None:
        return ""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days <= 0:
        return _("since today")
    return ngettext("since yesterday", "for %(n)d days", days) % {"n": days}


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: object) -> str:
    """The present address's query with some values set; None takes a value away."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None and value != "":
            query[key] = str(value)
    return f"?{query.urlencode()}"
