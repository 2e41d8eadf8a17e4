"""The form as JSON Schema: a valid schema, that takes what the form writes and refuses other shapes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from hub.forms.json_schema import request_schema
from hub.forms.victims import split
from tests.mla_requests.content import request_content
from tests.vectors.drafts import draft, modules

CASES = sorted((Path(__file__).resolve().parents[2] / "hub/web/demo/cases").glob("*.json"))
CHECK = jsonschema.Draft202012Validator(request_schema())


def wrong(content: Any) -> list[str]:
    """Where a content does not fit."""
    return [f"{one.json_path}: {one.message}" for one in CHECK.iter_errors(content)]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(request_schema())
    assert json.loads(json.dumps(request_schema())) == request_schema()


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_every_demo_case_fits(path: Path) -> None:
    assert wrong(json.loads(path.read_text(encoding="utf-8"))["request"]) == []


@pytest.mark.parametrize("module", modules(), ids=[one.code for one in modules()])
def test_every_kind_of_measure_fits(module: Any) -> None:
    assert wrong(draft(module)) == []
    assert wrong(split(draft(module))[0]) == []


def test_version_1_fits() -> None:
    assert wrong(request_content()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"v": 3},
        {"languages": "en"},
        {"language": "xx"},
        {"urgent": "yes"},
        {"authority": "x" * 201},
        {"measures": [{"label": "q1"}]},
        {"measures": [{"label": "m1", "records": {"bank": "x"}}]},
        {"persons": [{"role": "witness"}]},
        {"overrides": [{"rule": "x", "entry": "m1"}]},
    ],
    ids=str,
)
def test_other_shapes_do_not(change: dict[str, Any]) -> None:
    assert len(wrong(request_content() | change)) == 1
