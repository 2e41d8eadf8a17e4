"""Pages and files for everybody."""

from hub.conferences.views.public.conference import conference_page
from hub.conferences.views.public.files import (
    calendar_file,
    news_file,
    programme_file,
    recommendations_atom,
    recommendations_csv,
    recommendations_json,
)
from hub.conferences.views.public.lists import conferences_page
from hub.conferences.views.public.recommendation import recommendation_page

__all__ = [
    "calendar_file",
    "conference_page",
    "conferences_page",
    "news_file",
    "programme_file",
    "recommendation_page",
    "recommendations_atom",
    "recommendations_csv",
    "recommendations_json",
]
