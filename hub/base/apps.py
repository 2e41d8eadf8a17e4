"""Django registration of the cellar."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Results, problems and clocks; no tables."""

    name = "hub.base"
    label = "hub_base"
