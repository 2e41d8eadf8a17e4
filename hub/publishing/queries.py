"""Reads of the counter of changes."""

from hub.publishing.models import Stamp


def stamp(name: str = "pages") -> int:
    """How often what everybody may read has changed."""
    return Stamp.objects.filter(name=name).values_list("value", flat=True).first() or 0
