"""App of the served files."""

from django.apps import AppConfig


class AssetsConfig(AppConfig):
    """No tables: everything is read from the static files."""

    name = "hub.assets"
