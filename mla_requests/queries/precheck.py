"""Before a word is written: what a State says of itself, what binds both, and what it usually asks."""

from datetime import datetime
from typing import Any

from agreements.queries import in_force
from focal_points.models import Country, FocalPoint, PostType
from focal_points.queries import INSTRUMENTS, directory, treaties_of
from hub.forms.about import PROFILE, about_country
from hub.forms.schema import LANGUAGES
from mla_requests.queries.asks import asks_of

ENTRY = (*PROFILE, "languages")


def precheck(asking: str, country: Country, now: datetime) -> dict[str, Any]:
    """What the drafting page and clients check a draft against, for each central authority of the State.

    `asking` is the code of the State that drafts; `about` is what completeness takes.
    """
    agreement = in_force(asking, country.code, now)
    rules = agreement.rules if agreement else None
    bound, names = _bound(asking, country.code), _names(country)
    posts = directory(country.code, PostType.CENTRAL_AUTHORITY)
    return {
        "country": country.code,
        "authorities": [
            {
                "focal_point": str(post.pk),
                "name": post.name,
                "about": about_country(country.code, names, _entry(post), bound, rules),
            }
            for post in posts
        ],
        "agreement": str(agreement.pk) if agreement else None,
        "asks": [vars(one) for one in asks_of(country.code, now)],
    }


def _names(country: Country) -> dict[str, str]:
    return {code: getattr(country, f"name_{code}") or country.name_en for code in LANGUAGES}


def _entry(post: FocalPoint) -> dict[str, Any]:
    entry = getattr(post, "entry", None)
    if entry is None:
        return {}
    confirmed = entry.confirmed_on.isoformat() if entry.confirmed_on else None
    return {**{name: getattr(entry, name) for name in ENTRY}, "confirmed_on": confirmed}


def _bound(one: str, other: str) -> dict[str, bool]:
    """Whether a source says of each instrument that it binds both States; no source means unknown."""
    known = [{row.instrument for row in treaties_of(country) if row.bound} for country in (one, other)]
    return {name: all(name in instruments for instruments in known) for name in INSTRUMENTS}
