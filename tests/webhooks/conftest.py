"""What tests of webhooks share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hub.base.clock import now
from hub.webhooks.actions import Made, make_endpoint
from tests.cast import Cast
from tests.webhooks.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A case system that takes everything."""
    with receiving() as found:
        yield found


@pytest.fixture
def made(cast: Cast, receiver: Receiver) -> Made:
    """An endpoint of Pakistan's post for it, told of everything."""
    by = cast.sender.admin.acting
    return make_endpoint(by, address=receiver.address, label="Cases", chosen=["*"], now=now())
