#!/usr/bin/env python
"""Django's command line for the hub."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    from django.core.management import execute_from_command_line

    from hub.tenancy.context import system

    with system():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
