"""ASGI: pages and API by Django, the one websocket by Channels."""

import os
from typing import Any

from channels.routing import ProtocolTypeRouter
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
django = get_wsgi_application()

# Models can be imported only now.
from django.conf import settings  # noqa: E402

from hub.doctor.starting import require_safe  # noqa: E402
from hub.ledger import signing  # noqa: E402
from hub.web.front import Front  # noqa: E402
from hub.web.kept import Kept  # noqa: E402
from hub.web.short import Short  # noqa: E402
from messaging.routing import sockets  # noqa: E402

require_safe()
signing.private_key()


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """Answer the server's start and stop; there is nothing to prepare and nothing to save."""
    del scope
    while True:
        event = (await receive())["type"]
        await send({"type": f"{event}.complete"})
        if event == "lifespan.shutdown":
            return


front = Front(django, settings.HUB_THREADS)
http = Kept(Short(front), front.borrow)
application = ProtocolTypeRouter({"http": http, "websocket": sockets(), "lifespan": lifespan})
