"""Pages."""

from django.urls import path

from messaging import views

urlpatterns = [
    path("threads/", views.list_page, name="threads"),
    path("threads/new/", views.new_page, name="new-thread"),
    path("threads/search/", views.search_page, name="thread-search"),
    path("threads/<uuid:pk>/", views.thread_page, name="thread"),
    path("threads/<uuid:pk>/admit/", views.admit_page, name="admit"),
]
