"""Addresses below /public/ that stay: by series and number, by symbol."""

from hub.conferences.models import Conference, Recommendation


def conference_path(lang: str, conference: Conference) -> str:
    """/public/en/conferences/GLOACT/5/."""
    return f"/public/{lang}/conferences/{conference.series_id}/{conference.number}/"


def recommendation_path(lang: str, recommendation: Recommendation) -> str:
    """/public/en/recommendations/GLOACT/2019/REC/1/3/."""
    return f"/public/{lang}/recommendations/{recommendation.symbol}/"


def place(conference: Conference) -> str:
    """City and country, as far as they are known."""
    country = str(conference.country) if conference.country_id else conference.country_name
    return ", ".join(word for word in (conference.city, country) if word)
