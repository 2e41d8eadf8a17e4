"""Pages."""

from django.urls import path

from hub.statistics import views

urlpatterns = [
    path("statistics/", views.figures_page, name="statistics"),
    path("statistics/csv/", views.csv_file, name="statistics-csv"),
    path("statistics/xlsx/", views.xlsx_file, name="statistics-xlsx"),
]
