"""Addresses of the API."""

from django.urls import path

from exchanges import api

urlpatterns = [
    path("exchanges/", api.ExchangeList.as_view(), name="api-exchanges"),
    path("exchanges/table/", api.ExchangeTable.as_view(), name="api-exchange-table"),
    path("exchanges/<uuid:pk>/", api.ExchangeDetail.as_view(), name="api-exchange"),
]
