"""Refusals that views turn into problem+json or a message beside the field (RFC 9457)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hub.base.results import Denied, Text


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """A refused call: HTTP status, stable slug, a sentence for people, and fields that help to recover."""

    def __init__(self, status: int, code: str, detail: Text, **extra: Any) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.extra = extra


class Unseen(Problem):
    """404 for what does not exist and for what the caller may not see: the answers are the same."""

    def __init__(self) -> None:
        super().__init__(404, "not_found", _("There is nothing here that you can see."))


class Invalid(Problem):
    """400: the input is not what the format says; `field` names where."""

    def __init__(self, code: str, detail: Text, **extra: Any) -> None:
        super().__init__(400, code, detail, **extra)


class Conflict(Problem):
    """409: someone else was first, or keys changed; `extra` holds what the caller needs to try again."""

    def __init__(self, code: str, detail: Text, **extra: Any) -> None:
        super().__init__(409, code, detail, **extra)


class Forbidden(Problem):
    """403: the object is visible, the act is not allowed now; carries the rule's own reason."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(403, denied.code, denied.reason, source=denied.source)


class TooMany(Problem):
    """429: too many attempts; `retry_after` says in how many seconds another one is looked at."""

    def __init__(self, detail: Text, retry_after: int) -> None:
        super().__init__(429, "too_many_attempts", detail, retry_after=retry_after)


def require(answer: Any) -> None:
    """Raise Forbidden unless a rule answered Allowed."""
    if not answer:
        raise Forbidden(answer if isinstance(answer, Denied) else Denied(_("This is not allowed.")))
