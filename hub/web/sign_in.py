"""Who signs in, with the same check and throttle as the API.

The answer never says whether the address or the password was wrong.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from focal_points.actions import check_password
from focal_points.models import Officer
from focal_points.throttle import client_address
from hub.base.clock import now
from hub.base.errors import Problem
from hub.base.results import Text


@dataclass(frozen=True)
class Refusal:
    """Why the sign-in was refused; `field` is where the page puts the focus."""

    text: Text
    status: int
    field: str = "email"


def check(request: HttpRequest, email: str, password: str) -> Officer | Refusal:
    """The officer, or a refusal to show above the form."""
    try:
        return check_password(email.strip(), password, address=client_address(request), now=now())
    except Problem as problem:
        return Refusal(problem.detail, problem.status)
