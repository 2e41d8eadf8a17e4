"""Django registration of library."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """See ARCHITECTURE.md."""

    name = "hub.library"
    label = "library"
