"""Feeds, citations and the door for harvesters."""

from django.urls import path

from hub.library.views.citing import cite
from hub.library.views.feeds import own_feed, public_feed
from hub.library.views.harvest import harvest

BELOW = "public/<str:lang>/library/"
FORMS = ("txt", "bib", "csl.json")

urlpatterns = [
    path("oai/", harvest, name="library-oai"),
    path(f"{BELOW}feed.atom", public_feed, {"form": "atom"}, name="library-feed-atom"),
    path(f"{BELOW}feed.json", public_feed, {"form": "json"}, name="library-feed-json"),
    path("library/feed/<str:secret>/<str:lang>.atom", own_feed, {"form": "atom"}, name="library-own-atom"),
    path("library/feed/<str:secret>/<str:lang>.json", own_feed, {"form": "json"}, name="library-own-json"),
    *(
        path(f"{BELOW}<int:number>/cite.{form}", cite, {"form": form}, name=f"library-cite-{form}")
        for form in FORMS
    ),
    *(
        path(
            f"{BELOW}<int:number>/v<int:version>/cite.{form}",
            cite,
            {"form": form},
            name=f"library-cite-version-{form}",
        )
        for form in FORMS
    ),
]
