"""Texts kept as {"en": …, "fr": …, "ar": …}: the one to show."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def spoken(words: Mapping[str, Any] | None, language: str = "") -> str:
    """The text in a language (by default the reader's own), else in English, else in any; "" if none."""
    if not isinstance(words, Mapping):
        return ""
    wanted = language or get_language() or "en"
    for code in (wanted, wanted.split("-")[0], "en"):
        if words.get(code):
            return str(words[code])
    return next((str(text) for text in words.values() if text), "")
