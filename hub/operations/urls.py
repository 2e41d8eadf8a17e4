"""Addresses for those who run the hub, and for a country's administrators."""

from django.urls import path

from hub.operations import views

urlpatterns = [
    path("health/live", views.live),
    path("health/ready", views.readiness),
    path("metrics", views.metrics),
    path("audit/", views.audit_page, name="audit"),
    path("audit/csv/", views.audit_csv, name="audit-csv"),
    path("retention/", views.retention_page, name="retention"),
    path("retention/term/", views.save_term, name="save-term"),
    path("retention/<uuid:stream>/", views.keeping_page, name="keeping"),
    path("retention/<uuid:stream>/hold/", views.change_hold, name="change-hold"),
    path("usage/", views.usage_page, name="usage"),
]
