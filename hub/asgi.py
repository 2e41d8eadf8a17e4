"""ASGI: pages and API by Django, the one websocket by Channels."""

import os
from typing import Any

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
django = get_asgi_application()

# Models can be imported only now.
from hub.ledger import signing  # noqa: E402
from messaging.routing import sockets  # noqa: E402

signing.private_key()


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Answer the server's start and stop; there is nothing to prepare and nothing to save."""
    del scope
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


application = ProtocolTypeRouter({"http": django, "websocket": sockets(), "lifespan": lifespan})
