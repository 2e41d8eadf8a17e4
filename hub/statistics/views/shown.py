"""What one caller may see of the figures: the same for page, files and API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from focal_points.acting import Acting
from hub.base.errors import require
from hub.statistics.models import Release
from hub.statistics.queries import national, released, words
from hub.statistics.queries.report import Report
from hub.statistics.queries.selection import FILTERS, Selection, read_selection, this_year
from hub.statistics.rules import may_see_national, sees_releases_only


@dataclass(frozen=True)
class Shown:
    """A report and what it is of: the caller's own selection, or a release."""

    report: Report
    selection: Selection | None = None
    release: Release | None = None

    @property
    def about(self) -> dict[str, str]:
        """What the figures are of, line by line, for the head of a file."""
        if self.selection is None:
            found = self.release
            return {_("Year"): str(found.year), _("As at"): f"{found.made_at:%Y-%m-%d}"} if found else {}
        chosen = {name: getattr(self.selection, name) for name in FILTERS}
        return {
            _("Country"): self.selection.country,
            **{str(words.FILTER[name]): value for name, value in chosen.items() if value},
        }


def shown(by: Acting, asked: Mapping[str, str], now: datetime) -> list[Shown]:
    """The reports a caller sees: one of the own country, or one for each universe of a released year.

    Without a period it is that of this year. Raises Forbidden, Unseen, Invalid (bad_filter).
    """
    if sees_releases_only(by):
        return [Shown(released.report(one), release=one) for one in released.releases(asked)]
    require(may_see_national(by))
    chosen = dict(asked) if "since" in asked or "until" in asked else {**this_year(now), **asked}
    selection = read_selection(by.country, chosen)
    return [Shown(national.report(selection, now), selection=selection)]
