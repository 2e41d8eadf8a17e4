"""The OpenAPI text: complete, without warnings, and true about what is answered."""

from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

from focal_points import answers
from focal_points.api_urls import urlpatterns
from tests.cast import Cast


@pytest.fixture(scope="module")
def schema() -> Any:
    """The description of the whole API."""
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]


def test_the_text_is_valid_and_gives_no_warning(schema: Any) -> None:
    validate_schema(schema)  # type: ignore[no-untyped-call]
    assert schema["openapi"].startswith("3.1")
    assert not GENERATOR_STATS


def test_every_address_is_described(schema: Any) -> None:
    described = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    ours = {
        str(one.pattern)
        .replace("<str:cc>", "{cc}")
        .replace("<uuid:", "{")
        .replace("<slug:", "{")
        .replace(">", "}")
        for one in urlpatterns
    }
    assert ours <= described


def test_every_operation_names_its_refusals(schema: Any) -> None:
    public = {"hub", "schema_retrieve"}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in {"get", "post", "put", "patch", "delete"} and operation["operationId"] not in public:
                refused = [status for status in operation["responses"] if status.startswith("4")]
                assert refused, (path, method)


@pytest.mark.django_db
def test_the_text_is_served_to_anybody() -> None:
    assert APIClient().get("/api/v1/schema/").status_code == 200


def test_answers_have_the_described_fields(cast: Cast) -> None:
    admin, post = cast.sender.admin.api(), cast.sender.post.id
    said = {
        "me/": answers.ME,
        "me/seeds/": answers.SEEDS,
        "countries/": answers.COUNTRIES,
        "countries/NP/": answers.COUNTRY_CARD,
        "countries/NP/chain/": answers.CHAIN,
        "countries/NP/treaties/": answers.TREATIES,
        "focal-points/": answers.POSTS,
        f"focal-points/{post}/": answers.POST,
        "invitations/": answers.INVITATIONS,
    }
    for path, shape in said.items():
        check(admin.get(f"/api/v1/{path}").json(), shape, path)


def check(value: Any, shape: Any, where: str) -> None:
    """Compare names and lists, deep enough to notice a field that came or went."""
    if "properties" in shape:
        assert set(value) == set(shape["properties"]), where
        for name, inner in shape["properties"].items():
            check(value[name], inner, f"{where}.{name}")
    elif shape.get("type") == "array":
        for one in value:
            check(one, shape["items"], where)
