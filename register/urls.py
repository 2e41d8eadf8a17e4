"""Pages."""

from django.urls import path

from register import views

urlpatterns = [
    path("register/", views.list_page, name="register"),
    path("register/csv/", views.csv_file, name="register-csv"),
    path("register/new/", views.new_page, name="new-paper"),
    path("register/<uuid:pk>/", views.entry_page, name="paper"),
]
