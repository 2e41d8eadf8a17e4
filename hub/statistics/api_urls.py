"""Addresses of the API."""

from django.urls import path

from hub.statistics import api

urlpatterns = [path("statistics/", api.Statistics.as_view(), name="api-statistics")]
