"""What every test of sockets needs."""

import pytest


@pytest.fixture
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Channels closes connections after each call; here it is the one of the test's transaction."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda **_: None)
