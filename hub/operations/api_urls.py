"""Addresses of the API."""

from django.urls import path

from hub.operations import api

urlpatterns = [path("audit/", api.Audit.as_view()), path("usage/", api.Usage.as_view())]
