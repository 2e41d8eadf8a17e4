"""How a figure is written on a page."""

from django import template
from django.utils.formats import localize
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from hub.statistics.charts import Chart, chart
from hub.statistics.queries.report import PERCENT, SECONDS, Column, Row, Table, Value

DAY, HOUR = 86400, 3600
register = template.Library()


@register.filter
def figure(value: int | None, unit: str) -> str:
    """A count, a time in days or hours, a share; a dash where there is none."""
    if value is None:
        return "\u2013"
    if unit == PERCENT:
        return f"{localize(value)}\u00a0%"
    if unit == SECONDS:
        return duration(value)
    return str(localize(value))


def duration(seconds: int) -> str:
    """“12 days”, “1.5 days”, “3.2 h”, “under an hour”."""
    if seconds < HOUR:
        return _("under an hour")
    if seconds < DAY:
        return _("%(n)s h") % {"n": localize(round(seconds / HOUR, 1))}
    days = seconds / DAY
    return _("%(n)s days") % {"n": localize(round(days, 1) if days < 10 else round(days))}


@register.simple_tag
def drawing(table: Table) -> Chart | None:
    """The chart of a table in the direction of the page's script."""
    return chart(table, mirrored=get_language_bidi())


@register.filter
def cells(row: Row, table: Table) -> list[tuple[Column, Value]]:
    """Each value of a line with its column."""
    return list(zip(table.columns, row.values, strict=True))


@register.filter
def plainly(value: float) -> str:
    """A number as SVG wants it, whatever the language of the page."""
    return f"{value:g}"
