"""The browser gives the same findings for every vector: same rules, order, fields and messages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from hub.forms import completeness, schema
from tests import machine
from tests.forms.test_acts import CASES as ACT_CASES
from tests.forms.test_completeness import CASES as REQUEST_CASES
from tests.forms.test_completeness import form_of

pytestmark = pytest.mark.browser

CASES = [*REQUEST_CASES, *ACT_CASES]
MODULE = Path(__file__).resolve().parents[2] / "hub/web/static/hub/js/completeness.js"
RUN = """async ([source, name, given]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const twin = await import(url);
  return given.map((arguments_) => twin[name](...arguments_));
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page of the system's Chromium."""
    found = machine.chromium()
    if isinstance(found, machine.Missing):
        pytest.skip(str(found))
    with sync_playwright() as playwright:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(found), args=flags)
        yield browser.new_page()
        browser.close()


def twin(page: Page, name: str, given: list[list[Any]]) -> Any:
    """What the module's function answers for each list of arguments."""
    return page.evaluate(RUN, [MODULE.read_text(encoding="utf-8"), name, given])


def expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Python's findings as plain values."""
    findings = completeness.evaluate(form_of(case), case["content"])
    return [vars(one) | {"message": dict(one.message)} for one in findings]


def test_same_findings_for_every_vector(page: Page) -> None:
    answers = twin(page, "evaluate", [[form_of(case), case["content"]] for case in CASES])
    for case, answer in zip(CASES, answers, strict=True):
        assert answer == expected(case), case["name"]


def test_same_rules_for_every_act(page: Page) -> None:
    acts = schema.load("acts")
    kinds = list(schema.act_kinds())
    answers = twin(page, "actSchema", [[acts, kind] for kind in kinds])
    for kind, answer in zip(kinds, answers, strict=True):
        assert answer == json.loads(json.dumps(schema.act(kind).schema))


def test_blocks_are_the_blocking_ones(page: Page) -> None:
    form = schema.load("mla_request")
    [answer] = twin(page, "blocks", [[form, {}]])
    assert [one["id"] for one in answer] == [one.id for one in completeness.blocks(form, {})]
