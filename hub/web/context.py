"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Name of the hub for the page frame."""
    del request
    return {"hub_id": settings.HUB_ID}
