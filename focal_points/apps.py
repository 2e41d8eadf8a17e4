"""Django registration of focal points."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FocalPointsConfig(AppConfig):
    """Countries, posts, officers, seats, keys and the directory."""

    name = "focal_points"

    def ready(self) -> None:
        """Keep what is remembered of the tables true after migrations."""
        from focal_points.access import forget_permissions

        post_migrate.connect(forget_permissions)
