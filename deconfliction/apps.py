"""Django registration of blind deconfliction."""

from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    """Pairs of posts, registered tokens and hits. The hub compares tokens and cannot compute one."""

    name = "deconfliction"
