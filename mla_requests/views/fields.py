"""Fields of a form in the words of the page's language."""

from typing import Any

from django.utils import translation

from hub.forms import schema
from hub.forms.completeness import Words


def field_words(field: schema.Field) -> dict[str, Any]:
    """A field as the templates take it."""
    return {
        "id": field.id,
        "name": field.id.replace(".", "__"),
        "type": field.type,
        "label": in_language(field.label),
        "hint": in_language(field.hint),
        "rule": field.rule,
        "max": field.max,
        "choices": [{"code": one.code, "label": in_language(one.label)} for one in field.choices],
        "has_empty": any(one.code == "" for one in field.choices),
    }


def in_language(texts: Words) -> str:
    """The text in the language of the page."""
    return schema.words(texts, translation.get_language() or "en")
