"""Pages."""

from django.urls import path

from mla_requests import views

urlpatterns = [
    path("board/", views.board_page, name="board"),
    path("board/views/", views.save_view, name="save-view"),
    path("board/views/<int:pk>/end/", views.end_view, name="end-view"),
    path("track/", views.track_page, name="track"),
    path("track/<uuid:pk>/", views.tracked_page, name="track-request"),
    path("requests/", views.list_page, name="requests"),
    path("requests/new/", views.new_page, name="new-request"),
    path("requests/<uuid:pk>/", views.request_page, name="request"),
    path("requests/<uuid:pk>/edit/", views.edit_page, name="edit-request"),
    path("requests/<uuid:pk>/letter/", views.letter_page, name="letter"),
    path("requests/<uuid:pk>/act/<slug:act>/", views.act_page, name="act"),
]
