"""The `hub` command."""

from hub.client.cli.main import main

__all__ = ["main"]
