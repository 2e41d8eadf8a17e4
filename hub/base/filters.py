"""What the address of a list may say: words out of a few. Anything else is refused by name."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid


def no_such(field: str, **extra: str) -> Invalid:
    """The refusal of a filter whose value means nothing (400 bad_filter)."""
    return Invalid("bad_filter", _("This filter has no such value."), field=field, **extra)


def require_word(field: str, value: str, words: Iterable[str]) -> None:
    """Raise the refusal, with the words that are possible, unless `value` is one of them."""
    if value not in words:
        raise no_such(field, possible=", ".join(word for word in words if word))
