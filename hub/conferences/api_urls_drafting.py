"""Addresses of the draft editor's calls."""

from django.urls import path

from hub.conferences.api_drafting import DraftHere, DraftText

urlpatterns = [
    path("drafts/<uuid:pk>/text/<str:language>/", DraftText.as_view()),
    path("drafts/<uuid:pk>/here/", DraftHere.as_view()),
]
