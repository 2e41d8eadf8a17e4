"""The drafting form as JSON Schema (draft 2020-12), for national case systems that write request.json."""

from functools import cache
from typing import Any

from hub.forms.schema import Field, load, sections

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
LABEL = r"^{}[1-9][0-9]{{0,2}}$"
_TEXT: Schema = {"type": "string"}
_DAY: Schema = {"oneOf": [{"enum": ["", None]}, {"type": "string", "format": "date"}]}


@cache
def request_schema() -> Schema:
    """What request.json may hold. Only shapes: the rules of completeness say what is missing.

    Texts are bounded as in the form; a choice left open is "". Keys of version 1 are all allowed.
    """
    fields = [field for one in sections() if one.place == "request" for field in one.fields]
    properties = _object(fields)
    properties["properties"] |= {"v": {"enum": [1, 2]}, "overrides": _overrides()}
    return {"$schema": DIALECT, "title": load("mla_request")["id"], "required": ["v"], **properties}


def _object(fields: list[Field]) -> Schema:
    """An object of these fields; ids with dots become objects inside."""
    made: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
    for field in fields:
        *way, last = field.id.split(".")
        place = made["properties"]
        for step in way:
            inner = {"type": "object", "properties": {}, "additionalProperties": False}
            place = place.setdefault(step, inner)["properties"]
        place[last] = _field(field)
    return made


def _field(field: Field) -> Schema:
    shown: Schema = {"title": field.label["en"], **_type(field)}
    return shown | ({"description": field.rule} if field.rule else {})


def _type(field: Field) -> Schema:
    if field.type == "bool":
        return {"type": "boolean"}
    if field.type == "date":
        return dict(_DAY)
    if field.type == "rows":
        return {"type": "array", "maxItems": 100, "items": _row(field)}
    if field.type == "choice":
        return {"enum": ["", *(choice.code for choice in field.choices)]}
    return _TEXT | ({"maxLength": field.max} if field.max else {})


def _row(field: Field) -> Schema:
    row = _object(list(field.fields))
    if field.label_prefix:
        row["properties"]["label"] = {"type": "string", "pattern": LABEL.format(field.label_prefix)}
        row["required"] = ["label"]
    return row


def _overrides() -> Schema:
    texts = {name: dict(_TEXT) for name in ("rule", "entry", "reason")}
    one = {"type": "object", "properties": texts, "required": list(texts), "additionalProperties": False}
    return {"type": "array", "maxItems": 200, "items": one, "title": "Reasons for leaving a warning as it is"}
