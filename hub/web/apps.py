"""Django registration of the roof."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Home, the door for acts, templates and static files."""

    name = "hub.web"
    label = "web"
