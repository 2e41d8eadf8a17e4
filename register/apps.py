"""Django registration of the register."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Requests on paper: plain facts for counting, everything else sealed to the own post."""

    name = "register"
