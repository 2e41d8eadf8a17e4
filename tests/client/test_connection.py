"""Addresses that are allowed, and what HTTP refusals mean."""

from __future__ import annotations

import httpx
import pytest

from hub.client.connection import check_url, read_json, refusal
from hub.client.errors import Forged, NotFound, RefusedByHub, Stop, Unreachable, Usage
from hub.client.patience import pauses


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://hub.example.org/", "https://hub.example.org"),
        ("hub.example.org", "https://hub.example.org"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_addresses_of_a_hub(typed: str, origin: str) -> None:
    assert check_url(typed) == origin


@pytest.mark.parametrize(
    "typed",
    ["http://hub.example.org", "http://localhost.example.org", "http://10.0.0.1", "ftp://x", "https://",
     "https://me:word@hub.example.org", "http://127.0.0.1.example.org"],
)  # fmt: skip
def test_other_addresses_are_refused(typed: str) -> None:
    with pytest.raises(Usage):
        check_url(typed)


@pytest.mark.parametrize(
    ("status", "kind", "exit_code"),
    [(400, RefusedByHub, 3), (401, RefusedByHub, 3), (403, RefusedByHub, 3), (404, NotFound, 6),
     (409, RefusedByHub, 3), (429, RefusedByHub, 3), (500, Unreachable, 5), (503, Unreachable, 5)],
)  # fmt: skip
def test_refusals_become_one_sentence_and_a_code(status: int, kind: type[Stop], exit_code: int) -> None:
    stop = refusal(httpx.Response(status, json={"status": status, "code": "x", "detail": "Because."}))
    assert isinstance(stop, kind)
    assert stop.exit_code == exit_code
    assert "\n" not in stop.message


def test_the_rule_and_the_helpful_members_are_kept() -> None:
    body = {"status": 409, "code": "seq_taken", "detail": "Others acted.", "source": "18(24)", "head_seq": 4}
    stop = refusal(httpx.Response(409, json=body))
    assert isinstance(stop, RefusedByHub)
    assert (stop.code, stop.extra["head_seq"], stop.message) == ("seq_taken", 4, "Others acted. (18(24))")


def test_an_answer_that_is_no_json_is_not_believed() -> None:
    with pytest.raises(Forged):
        read_json(httpx.Response(200, content=b"<html>welcome to the hotel</html>"))


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 10 < sum(pauses()) <= 20
    monkeypatch.setenv("HUB_PATIENCE", "0")
    assert pauses() == ()
    monkeypatch.setenv("HUB_PATIENCE", "soon")
    with pytest.raises(Usage):
        pauses()
