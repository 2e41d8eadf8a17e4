"""Pages."""

from django.urls import path

from mla_requests import views

urlpatterns = [
    path("requests/", views.list_page, name="requests"),
    path("requests/new/", views.new_page, name="new-request"),
    path("requests/<uuid:pk>/", views.request_page, name="request"),
    path("requests/<uuid:pk>/edit/", views.edit_page, name="edit-request"),
    path("requests/<uuid:pk>/act/<slug:act>/", views.act_page, name="act"),
]
