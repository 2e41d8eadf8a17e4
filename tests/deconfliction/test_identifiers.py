"""The vectors of normal forms and tokens, in Python; the browser runs the same file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.client.deconfliction import WHY
from hub.encryption.blind import new_key, token
from hub.encryption.errors import Refused
from hub.forms.identifiers import TYPES, BadIdentifier, normalise

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "identifiers.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: f"{case['type']} {case['typed'][:20]}")
def test_normal_form(case: dict[str, str]) -> None:
    if "why" not in case:
        assert normalise(case["type"], case["typed"]) == case["plain"]
        return
    with pytest.raises(BadIdentifier) as bad:
        normalise(case["type"], case["typed"])
    assert bad.value.why == case["why"]
    assert WHY[case["why"]]


@pytest.mark.parametrize("case", VECTORS["tokens"])
def test_token(case: dict[str, Any]) -> None:
    values = (case["key"], case["pair"], case["type"], case["plain"])
    if "refused" not in case:
        assert token(*values) == case["token"]
        return
    with pytest.raises(Refused) as refused:
        token(*values)
    assert refused.value.code == case["refused"]


@given(st.sampled_from(TYPES), st.text(max_size=40))
def test_a_normal_form_is_its_own_normal_form(kind: str, typed: str) -> None:
    try:
        plain = normalise(kind, typed)
    except BadIdentifier:
        return
    assert normalise(kind, plain) == plain


def test_a_token_depends_on_key_pair_type_and_value() -> None:
    key, other = new_key(), new_key()
    made = {
        token(key, "a", "phone", "b"), token(other, "a", "phone", "b"), token(key, "c", "phone", "b"),
        token(key, "a", "vehicle", "b"), token(key, "a", "phone", "d"),
    }  # fmt: skip
    assert len(made) == 5
