"""Pages."""

from django.urls import path

from messaging import views

urlpatterns = [
    path("threads/search/", views.search_page, name="thread-search"),
]
