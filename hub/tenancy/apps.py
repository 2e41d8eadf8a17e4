"""The room of the second wall; it has commands and no tables."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """Row-level security on PostgreSQL."""

    name = "hub.tenancy"
    label = "tenancy"
