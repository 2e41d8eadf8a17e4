"""Django registration of the doctor."""

from django.apps import AppConfig


class DoctorConfig(AppConfig):
    """Checks for `manage.py check --deploy`, the doctor, and the start of the server; no tables."""

    name = "hub.doctor"
    label = "hub_doctor"

    def ready(self) -> None:
        """Register all checks."""
        from hub.doctor import registry  # noqa: F401 - registers itself
