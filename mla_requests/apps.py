"""Django registration of requests."""

from django.apps import AppConfig


class MlaRequestsConfig(AppConfig):
    """Mutual legal assistance requests: measures, states, rules and acts."""

    name = "mla_requests"
