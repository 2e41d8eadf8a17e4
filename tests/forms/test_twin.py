"""The browser answers as Python does: for every vector, and for random content in one browser run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route, sync_playwright

from hub.forms import completeness, schema, victims
from hub.forms.json_schema import request_schema
from tests import machine
from tests.forms.test_completeness import CASES, DRAFTS, REQUEST, STORED, form_of
from tests.vectors.drafts import PERSONS

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parents[2] / "hub/web/static/hub/js"
ORIGIN = "http://twin.test/"
RUN = """async ([module, name, given]) => {
  const twin = await import(`/${module}.js`);
  return given.map((arguments_) => twin[name](...arguments_));
}"""


def serve(route: Route) -> None:
    """The modules as they are in the repository, and an empty page."""
    name = route.request.url.removeprefix(ORIGIN)
    if not name:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Twin</title>")
    else:
        route.fulfill(content_type="text/javascript", body=(SCRIPTS / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """An empty page of the system's Chromium that can import the modules."""
    found = machine.chromium()
    if isinstance(found, machine.Missing):
        pytest.skip(str(found))
    with sync_playwright() as playwright:
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=str(found), args=flags)
        page = browser.new_page()
        page.route("**/*", serve)
        page.goto(ORIGIN)
        yield page
        browser.close()


def twin(page: Page, name: str, given: list[list[Any]], module: str = "completeness") -> Any:
    """What the module's function answers for each list of arguments."""
    return page.evaluate(RUN, [module, name, given])


def plain(findings: list[completeness.Finding]) -> list[dict[str, Any]]:
    """Findings as plain values."""
    return [vars(one) | {"message": dict(one.message)} for one in findings]


def test_same_findings_for_every_vector(page: Page) -> None:
    answers = twin(page, "evaluate", [[form_of(case), case["content"]] for case in CASES])
    for case, answer in zip(CASES, answers, strict=True):
        assert answer == plain(completeness.evaluate(form_of(case), case["content"])), case["name"]


def test_same_findings_and_score_for_every_draft(page: Page) -> None:
    abouts = [STORED["abouts"].get(case["about"], {}) for case in DRAFTS]
    given = [[REQUEST, case["content"], about] for case, about in zip(DRAFTS, abouts, strict=True)]
    answers = twin(page, "evaluate", given)
    for (_, content, about), answer in zip(given, answers, strict=True):
        assert answer == plain(completeness.evaluate(REQUEST, content, about))
    assert twin(page, "score", given) == [case["score"] for case in DRAFTS]


def test_same_rules_for_every_act(page: Page) -> None:
    acts = schema.load("acts")
    kinds = list(schema.act_kinds())
    answers = twin(page, "actSchema", [[acts, kind] for kind in kinds])
    for kind, answer in zip(kinds, answers, strict=True):
        assert answer == json.loads(json.dumps(schema.act(kind).schema))


def test_blocks_are_the_blocking_ones(page: Page) -> None:
    [answer] = twin(page, "blocks", [[REQUEST, {}]])
    assert [one["id"] for one in answer] == [one.id for one in completeness.blocks(REQUEST, {})]


def test_same_identities_are_kept_apart(page: Page) -> None:
    contents = [case["content"] for case in DRAFTS] + [{"v": 1, "persons": PERSONS}]
    answers = twin(page, "split", [[content] for content in contents], "victims_apart")
    assert answers == [list(victims.split(content)) for content in contents]
    whole = twin(page, "merge", [list(answer) for answer in answers], "victims_apart")
    assert whole == [victims.merge(*victims.split(content)) for content in contents]


def values(shape: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Random values that fit a JSON Schema more or less: now and then something quite different."""
    if "oneOf" in shape:
        fits: st.SearchStrategy[Any] = st.sampled_from(["", None, "2026-01-31", "2026-03-01", "soon"])
    elif "enum" in shape:
        fits = st.sampled_from(shape["enum"])
    elif shape["type"] == "object":
        inner = {name: values(one) for name, one in shape["properties"].items()}
        fits = st.fixed_dictionaries({}, optional=inner)
    elif shape["type"] == "array":
        fits = st.lists(values(shape["items"]), max_size=3)
    else:
        fits = st.booleans() if shape["type"] == "boolean" else TEXTS
    return fits | ODD


TEXTS = st.sampled_from(
    ["", " ", "p1", "p2", "m1", "unknown", "none", "Ram", "Ram was seen", "کریم", "…", "«»"]
)
ODD = st.sampled_from([None, [], {}, 0, 1, True, "x", ["m1"], {"label": "p1"}])
RULE_IDS = [rule["id"] for rule in REQUEST["rules"]]


def override() -> st.SearchStrategy[Any]:
    """Overrides that may meet a finding."""
    fields = {
        "rule": st.sampled_from(RULE_IDS),
        "entry": st.sampled_from(["", "m1", "p1", "0"]),
        "reason": TEXTS,
    }
    return st.lists(st.fixed_dictionaries(fields), max_size=4)


@st.composite
def contents(draw: st.DrawFn) -> Any:
    """A request in which anything may be missing, odd or contradictory."""
    made = draw(values(request_schema()))
    return {**made, "overrides": draw(override())} if isinstance(made, dict) else made


def test_same_answers_for_random_content(page: Page) -> None:
    """The contents are collected first and answered by one run of the browser."""
    asked: list[list[Any]] = []
    known = [{}, STORED["abouts"]["known"], STORED["abouts"]["unbound"]]

    @settings(
        max_examples=1000, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(contents(), st.sampled_from(known))
    def collect(content: Any, about: Any) -> None:
        asked.append([REQUEST, content, about])

    collect()
    assert len(asked) >= 900
    expected = [plain(completeness.evaluate(*one)) for one in asked]
    assert sum(map(len, expected)) > 5000
    for given_, answer, right in zip(asked, twin(page, "evaluate", asked), expected, strict=True):
        assert answer == right, given_[1]
    assert twin(page, "score", asked) == [completeness.score(*one) for one in asked]
