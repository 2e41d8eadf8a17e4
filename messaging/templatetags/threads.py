"""What every page says of conversations: how many have something new."""

from typing import Any

from django import template

from focal_points.acting import acting_for
from hub.base.errors import Problem
from messaging.queries import unread

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_threads(context: dict[str, Any]) -> int:
    """Conversations of the present post with something unread; none for somebody without a seat."""
    request = context["request"]
    # The rail is drawn twice: for wide screens and for phones.
    if not hasattr(request, "unread_threads"):
        request.unread_threads = _count(request)
    return int(request.unread_threads)


def _count(request: Any) -> int:
    try:
        return unread(acting_for(request))["threads"]
    except Problem:
        return 0
