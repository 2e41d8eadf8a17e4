"""Django registration of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Inbox rows and the ring after commit: kind and id, never content."""

    name = "hub.notifications"
    label = "notifications"
