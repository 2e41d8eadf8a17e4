"""WSGI: pages and API for production workers; sockets are served by hub.asgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
application = get_wsgi_application()

from hub.doctor.starting import require_safe  # noqa: E402
from hub.ledger import signing  # noqa: E402

require_safe()
signing.private_key()
