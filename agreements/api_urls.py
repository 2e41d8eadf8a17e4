"""Addresses of agreements in the API."""

from django.urls import path

from agreements import api, api_rules

urlpatterns = [
    path("agreements/", api.AgreementList.as_view()),
    path("agreements/<uuid:pk>/", api.AgreementDetail.as_view()),
    path("rules/<slug:basis>/", api_rules.Rules.as_view()),
]
