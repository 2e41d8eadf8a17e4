"""Addresses of the API."""

from django.urls import path

from mla_requests import api, api_board, api_forms

urlpatterns = [
    path("requests/", api.RequestList.as_view(), name="api-requests"),
    path("requests/<uuid:pk>/", api.RequestDetail.as_view(), name="api-request"),
    path("countries/<str:cc>/asks/", api_forms.Asks.as_view(), name="api-asks"),
    path("forms/mla-request/schema/", api_forms.RequestSchema.as_view(), name="api-request-schema"),
    path("board/", api_board.Board.as_view(), name="api-board"),
    path("saved-views/", api_board.SavedViews.as_view(), name="api-saved-views"),
    path("saved-views/<int:pk>/", api_board.OneSavedView.as_view(), name="api-saved-view"),
    path("track/", api_board.Tracker.as_view(), name="api-track"),
    path("track/<uuid:pk>/", api_board.Tracked.as_view(), name="api-tracked"),
    path("procedure/", api.Procedure.as_view(), name="api-procedure"),
]
