"""Django registration of messaging."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """The one websocket."""

    name = "messaging"
