"""Addresses of the API."""

from django.urls import path

from deconfliction import api

urlpatterns = [
    path("deconfliction/pairs/", api.Pairs.as_view()),
    path("deconfliction/pairs/<uuid:pk>/", api.Pair.as_view()),
    path("deconfliction/registrations/", api.Registrations.as_view()),
    path("deconfliction/registrations/<uuid:pk>/", api.OneRegistration.as_view()),
    path("deconfliction/hits/", api.Hits.as_view()),
    path("deconfliction/hits/<uuid:pk>/", api.OneHit.as_view()),
]
