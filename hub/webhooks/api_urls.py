"""Addresses of the API."""

from django.urls import path

from hub.webhooks import api

urlpatterns = [
    path("webhooks/", api.Webhooks.as_view()),
    path("webhooks/<uuid:pk>/", api.Webhook.as_view()),
    path("webhooks/<uuid:pk>/secret/", api.WebhookSecret.as_view()),
    path("webhooks/<uuid:pk>/test/", api.WebhookTest.as_view()),
    path("webhooks/<uuid:pk>/deliveries/", api.WebhookLog.as_view()),
]
