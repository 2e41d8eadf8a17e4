"""Django registration of agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Rules that two countries set for the requests between them, signed by both."""

    name = "agreements"
