"""Fixtures of the attack tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.serving import Served, served


@pytest.fixture
def hub(tmp_path: Path, django_db_blocker: Any) -> Iterator[Served]:
    """A real hub with the cast, in a process of its own."""
    with django_db_blocker.unblock(), served(tmp_path / "state") as one:
        yield one


@pytest.fixture
def hub_with_pages(tmp_path: Path, django_db_blocker: Any) -> Iterator[Served]:
    """The same with its style sheets, so that it can show pages."""
    with django_db_blocker.unblock(), served(tmp_path / "state", pages=True) as one:
        yield one
