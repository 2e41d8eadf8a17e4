"""A stream between the sender's and the recipient's posts."""

import pytest

from tests.cast import Cast
from tests.ledger.acts import Thread


@pytest.fixture
def thread(cast: Cast) -> Thread:
    """Empty; its first act makes it."""
    return Thread([cast.sender.post, cast.recipient.post])
