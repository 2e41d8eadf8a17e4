"""Addresses of the API."""

from django.urls import path

from mla_requests import api

urlpatterns = [
    path("requests/", api.RequestList.as_view(), name="api-requests"),
    path("requests/<uuid:pk>/", api.RequestDetail.as_view(), name="api-request"),
    path("procedure/", api.Procedure.as_view(), name="api-procedure"),
]
