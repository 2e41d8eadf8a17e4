"""Limits on guessing, with time passed in."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from focal_points.throttle import WINDOW, client_address, refund, spend
from hub.base import problems
from hub.base.errors import TooMany

NOW = datetime(2026, 11, 22, 8, 1, 0, tzinfo=UTC)


def test_above_the_limit_the_rest_of_the_window_is_closed() -> None:
    for _ in range(3):
        spend("account", "a", 3, NOW)
    with pytest.raises(TooMany) as refused:
        spend("account", "a", 3, NOW)
    assert refused.value.extra["retry_after"] == WINDOW - 60
    assert problems.response(refused.value)["Retry-After"] == str(WINDOW - 60)
    spend("account", "b", 3, NOW)
    spend("account", "a", 3, NOW + timedelta(seconds=WINDOW))


def test_what_succeeded_is_given_back() -> None:
    for _ in range(5):
        spend("account", "a", 1, NOW)
        refund("account", "a", NOW)


def test_names_in_the_cache_cannot_be_read_back() -> None:
    spend("account", "who@pk.example", 3, NOW)
    assert "who@pk.example" not in str(vars(cache).get("_cache", {}))


def test_the_proxys_word_counts_only_behind_a_proxy(settings: Settings) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_address(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert client_address(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_one_line_is_counted_once(settings: Settings, address: str, counted: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = None
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_many_names_do_not_push_out_the_count_of_one() -> None:
    for _ in range(3):
        spend("account", "a", 3, NOW)
    for number in range(1000):
        spend("account", f"other {number}", 3, NOW)
    with pytest.raises(TooMany):
        spend("account", "a", 3, NOW)
