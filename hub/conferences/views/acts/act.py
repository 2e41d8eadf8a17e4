"""What an act on a page is: its word, its form, the action behind it, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict

from focal_points.acting import Acting
from hub.base.results import Text
from hub.conferences.forms import ActForm

Form = Callable[[Any, HttpRequest], ActForm]
Call = Callable[[UUID, dict[str, Any], Acting, datetime], Any]


@dataclass(frozen=True)
class Act:
    """One act. `form(thing, request)` makes its form (None: only a question whether to do it).

    `back(thing, result)` is the address to go to afterwards and `said` what is told there.
    """

    label: Text
    said: Text
    call: Call
    back: Callable[[Any, Any], str]
    form: Form | None = None
    lede: Text = ""
    grave: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of thing: how one is found for a reader (raises Unseen), its page, and its acts."""

    find: Callable[[Acting, UUID], Any]
    home: Callable[[Any], str]
    acts: dict[str, Act]


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also if it is nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def plain(form: type[ActForm]) -> Form:
    """A form that knows nothing of the thing."""
    return lambda _thing, request: form(sent(request))


def filled(form: type[ActForm], values: Callable[[Any], dict[str, Any]]) -> Form:
    """A form that begins with what is there."""
    return lambda thing, request: form(sent(request), initial=values(thing))


def labelled(name: str, texts: dict[str, str]) -> dict[str, str]:
    """A text in several languages as the fields of a form begin with it."""
    return {f"{name}_{code}": text for code, text in texts.items()}
