"""Django registration of statistics."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Figures of cases and the releases made of them."""

    name = "hub.statistics"
    label = "statistics"
