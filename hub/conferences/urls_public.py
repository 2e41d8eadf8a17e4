"""Pages and files below /public/."""

from django.urls import path

from hub.conferences.views import public

CONFERENCE = "public/<str:lang>/conferences/<slug:series>/<str:which>/"

urlpatterns = [
    path("public/<str:lang>/conferences/", public.conferences_page, name="public-conferences"),
    path("public/<str:lang>/conferences/feed.atom", public.news_file),
    path("public/<str:lang>/conferences/calendar.ics", public.calendar_file),
    path(CONFERENCE, public.conference_page, name="public-conference"),
    path(f"{CONFERENCE}programme.ics", public.programme_file),
    path(f"{CONFERENCE}recommendations.json", public.recommendations_json),
    path(f"{CONFERENCE}recommendations.csv", public.recommendations_csv),
    path(f"{CONFERENCE}recommendations.atom", public.recommendations_atom),
    path(
        "public/<str:lang>/recommendations/<path:symbol>/",
        public.recommendation_page,
        name="public-recommendation",
    ),
]
