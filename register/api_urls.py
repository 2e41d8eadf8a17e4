"""Addresses of the API."""

from django.urls import path

from register import api

urlpatterns = [
    path("register/", api.Register.as_view(), name="api-register"),
    path("register/<uuid:pk>/", api.Entry.as_view(), name="api-register-entry"),
]
