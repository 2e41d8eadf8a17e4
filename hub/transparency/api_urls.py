"""Addresses of the log in the API."""

from django.urls import path

from hub.transparency import api

urlpatterns = [
    path("log/", api.State.as_view()),
    path("log/consistency/", api.Consistency.as_view()),
    path("log/places/<str:name>/", api.OnePlace.as_view()),
    path("log/cosignatures/", api.Cosignatures.as_view()),
    path("streams/<uuid:stream>/bundle/", api.Bundle.as_view()),
    path("streams/<uuid:stream>/places/", api.StreamPlaces.as_view()),
    path("countries/<str:cc>/chain/places/", api.ChainPlaces.as_view()),
]
