"""Django registration of conferences."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """See ARCHITECTURE.md."""

    name = "hub.conferences"
    label = "conferences"
