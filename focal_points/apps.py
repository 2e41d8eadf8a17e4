"""Django registration of focal points."""

from django.apps import AppConfig


class FocalPointsConfig(AppConfig):
    """Countries, posts, officers, seats, keys and the directory."""

    name = "focal_points"
