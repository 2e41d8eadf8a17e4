"""Django registration of exchanges."""

from django.apps import AppConfig


class ExchangesConfig(AppConfig):
    """Quick requests under the Protocols, and spontaneous information."""

    name = "exchanges"
