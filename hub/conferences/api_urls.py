"""API addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("hub.conferences.api_urls_followup")),
]
