"""Pages."""

from django.urls import path

from hub.webhooks import views

urlpatterns = [
    path("webhooks/", views.webhooks_page, name="webhooks"),
    path("webhooks/<uuid:pk>/", views.webhook_page, name="webhook"),
    path("webhooks/<uuid:pk>/do/", views.do_page, name="webhook-do"),
]
