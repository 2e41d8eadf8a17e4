"""Django registration of the transparency log."""

from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    """The log of everything signed: leaves, tiles, checkpoints and who cosigned them."""

    name = "hub.transparency"
    label = "transparency"
