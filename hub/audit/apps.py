"""Django registration of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done and opened, by whom, when."""

    name = "hub.audit"
    label = "audit"
