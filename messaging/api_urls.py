"""Addresses of the API."""

from django.urls import path

from messaging import api, api_presence

urlpatterns = [
    path("threads/", api.ThreadList.as_view(), name="api-threads"),
    path("threads/unread/", api.Unread.as_view(), name="api-threads-unread"),
    path("threads/table/", api.ThreadTable.as_view(), name="api-thread-table"),
    path("threads/<uuid:pk>/", api.ThreadDetail.as_view(), name="api-thread"),
    path("threads/<uuid:pk>/read/", api.ThreadRead.as_view(), name="api-thread-read"),
    path("presence/", api_presence.Presence.as_view(), name="api-presence"),
]
