"""Django registration of webhooks."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Signals to a post's own systems: that something happened, never what it says."""

    name = "hub.webhooks"
    label = "webhooks"
