"""Pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("hub.conferences.urls_followup")),
    path("", include("hub.conferences.urls_public")),
]
