"""What tests of notifications share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.notifications.mailserver import MailServer, serving

ADDRESS = "https://hub.example/"


@pytest.fixture
def mailserver(settings: Any) -> Iterator[MailServer]:
    """A mail server that this hub sends to."""
    with serving() as found:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        settings.DEFAULT_FROM_EMAIL = "hub@hub.example"
        settings.HUB_ADDRESS = ADDRESS
        yield found
