"""Commands for conversations: hub threads …, hub post, hub watch."""

from __future__ import annotations

from typing import Any

from hub.client.cli.threads import deciding, people, posting, reading, watching


def register(commands: Any) -> None:
    """Add the commands."""
    threads = commands.add_parser("threads", help="conversations with other focal points")
    verbs = threads.add_subparsers(required=True, metavar="verb")
    for module in (reading, people, deciding):
        module.register(verbs)
    posting.register(commands, verbs)
    watching.register(commands)
