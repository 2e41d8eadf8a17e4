"""Django registration of publishing."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Audiences, links and public pages."""

    name = "hub.publishing"
    label = "publishing"
