"""The forms: every word in three languages, every path and code known."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from hub.forms import schema
from hub.forms.completeness import applies
from tests.mla_requests.content import request_content

TYPES = {"text", "textarea", "choice", "bool", "date", "rows", "person", "file", "files"}

# The groups of fields that appear for one kind of measure only.
OWN_FIELDS = {
    "statement": {"hearing"}, "video_hearing": {"hearing", "video"}, "service": {"service"},
    "search_freeze": {"search"}, "sites": {"sites"}, "information": {"info"}, "expert": {"info"},
    "records": {"records"}, "digital": {"digital"}, "tracing": {"tracing"},
    "confiscation": {"confiscation"}, "voluntary_appearance": {"appearance"},
    "custody_transfer": {"custody"}, "joint_investigation": {"joint"},
    "transfer_of_proceedings": {"transfer"},
}  # fmt: skip


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every localized text of a form."""
    if isinstance(value, dict):
        if "en" in value and isinstance(value["en"], str):
            yield value
        for inner in value.values():
            yield from texts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def all_fields(fields: tuple[schema.Field, ...]) -> Iterator[schema.Field]:
    """Fields with those inside rows."""
    for one in fields:
        yield one
        yield from all_fields(one.fields)


@pytest.mark.parametrize("name", ["mla_request", "acts"])
def test_every_text_is_there_in_every_language(name: str) -> None:
    found = list(texts(schema.load(name)))
    assert len(found) > 50
    for text in found:
        assert set(text) == set(schema.LANGUAGES)
        assert all(text[language].strip() for language in schema.LANGUAGES)
        assert re.search(r"[\u0600-\u06ff]", text["ar"]), text
        assert "!" not in "".join(text.values())


@pytest.mark.parametrize("name", ["mla_request", "acts"])
def test_every_rule_has_an_article_a_level_and_a_message(name: str) -> None:
    rules = schema.load(name)["rules"]
    for rule in rules.values() if isinstance(rules, dict) else rules:
        assert rule["level"] in {"block", "warn", "hint"}
        assert re.match(r"(UNTOC|UNCAC|FATF|TIP|SOM|EIO) |Good practice$", rule["source"])
        assert set(rule["message"]) == set(schema.LANGUAGES)
        assert len(rule["when"]) == 1


def test_rule_ids_are_unique_and_point_at_fields() -> None:
    rules = schema.load("mla_request")["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    paths = {field.id for section in schema.sections() for field in section.fields}
    inside = {
        f"{f.id}.*.{one.id}" for section in schema.sections() for f in section.fields for one in f.fields
    }
    assert {rule["field"] for rule in rules} <= paths | inside


def test_form_fields_are_what_a_request_holds() -> None:
    sections = [section for section in schema.sections() if section.place == "request"]
    names = {field.id.split(".")[0] for section in sections for field in section.fields}
    assert names >= set(request_content()) - {"v"}
    rows = {field.id: field for section in sections for field in section.fields if field.type == "rows"}
    for name, field in rows.items():
        written = set(request_content().get(name, [{}])[0]) - {"label"}
        assert written <= {one.id for one in field.fields}
    assert {one.type for s in schema.sections() for one in all_fields(s.fields)} <= TYPES


def test_every_choice_has_its_list() -> None:
    fields = [one for s in schema.sections() for one in all_fields(s.fields)]
    fields += [one for kind in schema.act_kinds() for one in schema.act(kind).facts]
    assert all(one.choices for one in fields if one.type in {"choice", "person", "grounds", "items"})


def test_measures_are_those_of_the_convention() -> None:
    assert schema.codes("measures") == tuple(f"18.3.{letter}" for letter in "abcdefghi")


def measure_fields() -> dict[str, schema.Field]:
    """The fields of one measure."""
    return next(
        {one.id: one for one in f.fields} for s in schema.sections() for f in s.fields if f.id == "measures"
    )


def test_every_kind_of_measure_names_letters_of_the_article() -> None:
    modules = measure_fields()["module"].choices
    letters = set(schema.codes("measures"))
    assert all(set(one.codes) <= letters and one.codes for one in modules)
    assert {code for one in modules for code in one.codes} == letters


@pytest.mark.parametrize("module", schema.codes("modules"))
def test_a_kind_of_measure_shows_its_own_fields_only(module: str) -> None:
    entry = {"module": module}
    shown = {name for name, one in measure_fields().items() if applies(one.when, entry, {})}
    assert {"module", "code", "description", "purpose", "link", "person", "procedure"} <= shown
    groups = {name.split(".")[0] for name in shown if "." in name}
    assert len(groups) <= 2
    assert groups == OWN_FIELDS.get(module, set())


def test_words_fall_back_to_english() -> None:
    assert schema.label("measures", "18.3.b", "fr-ca").startswith("Signification")
    assert schema.label("measures", "18.3.b", "ne").startswith("Service of")
    assert schema.label("measures", "18.9.z") == "18.9.z"
    assert schema.words({}, "en") == ""
