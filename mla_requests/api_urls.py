"""Addresses of the API."""

from django.urls import path

from mla_requests import api, api_forms

urlpatterns = [
    path("requests/", api.RequestList.as_view(), name="api-requests"),
    path("requests/<uuid:pk>/", api.RequestDetail.as_view(), name="api-request"),
    path("countries/<str:cc>/asks/", api_forms.Asks.as_view(), name="api-asks"),
    path("forms/mla-request/schema/", api_forms.RequestSchema.as_view(), name="api-request-schema"),
    path("procedure/", api.Procedure.as_view(), name="api-procedure"),
]
