"""Before drafting: what a State says of itself, what it asked before, and the form as JSON Schema."""

from datetime import timedelta

import jsonschema

from focal_points.models import DirectoryEntry
from hub.base.clock import now
from hub.forms import completeness, schema
from mla_requests.queries.asks import BACK, FEWEST, asks_of
from tests.cast import Cast
from tests.mla_requests.content import request_content
from tests.mla_requests.story import TO_ASSESSMENT, Story

ASKS = "/api/v1/countries/NP/asks/"


def asked(cast: Cast, times: int, **questions: str) -> None:
    """Nepal asks the same of several requests."""
    for _ in range(times):
        story = Story(cast.sender, cast.recipient).run(*TO_ASSESSMENT)
        story.do("mla.ask", facts={"questions": questions})


def test_questions_are_counted_by_request_and_measure(cast: Cast) -> None:
    asked(cast, FEWEST, q1="account_period", q2="account_period")
    found = asks_of("NP", now())
    assert {(one.topic, one.requests) for one in found} == {("account_period", FEWEST)}
    assert {one.code for one in found} == {"18.3.a", "18.3.f"}


def test_few_questions_are_not_told(cast: Cast) -> None:
    asked(cast, FEWEST - 1, q1="link")
    assert asks_of("NP", now()) == []


def test_old_questions_and_those_of_others_do_not_count(cast: Cast) -> None:
    asked(cast, FEWEST, q1="link")
    assert asks_of("NP", now() + BACK + timedelta(days=1)) == []
    assert asks_of("PK", now()) == []


def test_answer_holds_counts_and_no_case(cast: Cast) -> None:
    asked(cast, FEWEST, q1="link")
    answer = cast.stranger.officer.api().get(ASKS)
    assert answer.status_code == 200
    said = answer.json()
    assert said["asks"][0].keys() == {"code", "topic", "requests"}
    assert said["agreement"] is None
    assert [one["focal_point"] for one in said["authorities"]] == [str(cast.recipient.post.id)]


def test_directory_entry_speaks_in_the_rules(cast: Cast) -> None:
    texts = {"languages": "English, Nepali", "dual_criminality": "Always.", "confirmed_on": now().date()}
    DirectoryEntry.objects.filter(focal_point=cast.recipient.post.id).update(**texts)
    [one] = cast.sender.officer.api().get(ASKS).json()["authorities"]
    assert one["about"]["languages"] == ["en", "ne"]
    content = request_content() | {"language": "ru"}
    findings = completeness.evaluate(schema.load("mla_request"), content, one["about"])
    [finding] = [f for f in findings if f.id == "language_accepted"]
    assert "Nepal" in finding.message["en"]
    assert finding.source.endswith(now().date().isoformat())


def test_unknown_country_is_not_there(cast: Cast) -> None:
    answer = cast.sender.officer.api().get("/api/v1/countries/ZZ/asks/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_members_read_the_form_as_a_schema(cast: Cast) -> None:
    answer = cast.sender.officer.api().get("/api/v1/forms/mla-request/schema/")
    assert answer.status_code == 200
    jsonschema.validate(request_content(), answer.json())
