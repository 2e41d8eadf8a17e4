"""The forms as typed values. The JSON beside this file is also served to browsers as static forms/….json."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from hub.forms.completeness import Words
from hub.forms.conditions import Condition

LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from; `codes` are the letters of article 18(3) that a module can be."""

    code: str
    label: Words
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One input at the path `id`. Type "rows" repeats `fields`, labelled e.g. p1, p2 by `label_prefix`.

    `when` is a condition (see `conditions`) on the entry it stands in: the field is shown only then.
    `one` is what a single row is called.
    """

    id: str
    type: str
    label: Words
    hint: Words = field(default_factory=dict)
    rule: str = ""
    max: int = 0
    choices: tuple[Choice, ...] = ()
    label_prefix: str = ""
    fields: tuple["Field", ...] = ()
    when: Condition | None = None
    one: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """One step of the drafting form. `place`: "body" (the letter) or "request" (the sealed request.json)."""

    id: str
    place: str
    label: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class ActForm:
    """What the form of one act asks for: `facts` in plain sight of the hub, `sealed` for both sides only."""

    kind: str
    facts: tuple[Field, ...]
    sealed: tuple[Field, ...]
    rules: tuple[Mapping[str, Any], ...]

    @property
    def schema(self) -> dict[str, Any]:
        """For completeness.evaluate; the content is {"facts", "reference", "text", "fields", "files"}."""
        return {"rules": list(self.rules)}


@cache
def load(name: str) -> dict[str, Any]:
    """The form definition as it is in the file: "mla_request" or "acts"."""
    text = files("hub.forms").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def codes(choices: str, form: str = "mla_request") -> tuple[str, ...]:
    """The codes of one list of choices."""
    return tuple(choice["code"] for choice in load(form)["choices"][choices])


def label(choices: str, code: str, language: str = "en", form: str = "mla_request") -> str:
    """The words for one code; the code itself if the list does not have it."""
    found = [choice["label"] for choice in load(form)["choices"][choices] if choice["code"] == code]
    return words(found[0], language) if found else code


def words(texts: Words, language: str) -> str:
    """The text in a language such as "fr" or "ar-eg", or else in English."""
    return texts.get(language[:2]) or texts.get("en", "")


@cache
def sections() -> tuple[Section, ...]:
    """The drafting form of a request, in steps."""
    form = load("mla_request")
    return tuple(
        Section(s["id"], s["place"], s["label"], tuple(_field(f, form["choices"]) for f in s["fields"]))
        for s in form["sections"]
    )


@cache
def act(kind: str) -> ActForm:
    """The form of one kind of act. Raises KeyError for drafts and sending, which have the drafting form."""
    form = load("acts")
    chosen, choices = form["acts"][kind], form["choices"]
    return ActForm(
        kind=kind,
        facts=tuple(_field(f, choices) for f in chosen["facts"]),
        sealed=tuple(_field(form["fields"][name], choices) for name in chosen["sealed"]),
        rules=tuple({"id": name, **form["rules"][name]} for name in chosen["rules"]),
    )


def act_kinds() -> tuple[str, ...]:
    """Kinds that have an act form."""
    return tuple(load("acts")["acts"])


def _field(raw: Mapping[str, Any], choices: Mapping[str, Any]) -> Field:
    listed = choices[raw["choices"]] if "choices" in raw else []
    return Field(
        id=raw["id"],
        type=raw["type"],
        label=raw["label"],
        hint=raw.get("hint", {}),
        rule=raw.get("rule", ""),
        max=raw.get("max", 0),
        choices=tuple(Choice(c["code"], c["label"], tuple(c.get("codes", ()))) for c in listed),
        label_prefix=raw.get("label_prefix", ""),
        fields=tuple(_field(f, choices) for f in raw.get("fields", [])),
        when=raw.get("when"),
        one=raw.get("one", {}),
    )
