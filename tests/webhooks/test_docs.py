"""The example that receivers copy from the documentation checks a real call."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from hub.base.clock import now
from hub.webhooks import signing
from hub.webhooks.actions import Made, deliver, try_out
from hub.webhooks.actions.delivering import AGENT
from tests.cast import Cast
from tests.story.hub_process import ROOT
from tests.webhooks.receiver import Receiver


def example() -> Callable[[str, dict[str, str], bytes], bool]:
    """The function in the document."""
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    [code] = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own document
    found: Callable[[str, dict[str, str], bytes], bool] = names["genuine"]
    return found


def test_the_call_in_the_document_carries_its_own_signature() -> None:
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    headers = dict(re.findall(r"^(webhook-\w+): (.+)$", text, re.MULTILINE))
    [body] = re.findall(r'^\{"type".*\}$', text, re.MULTILINE)
    [secret] = re.findall(r"`(whsec_\w+)`", text)
    at = int(headers["webhook-timestamp"])
    assert signing.verify(secret, headers, body.encode(), at)


def test_the_example_of_the_document_checks_a_call(cast: Cast, made: Made, receiver: Receiver) -> None:
    try_out(cast.sender.admin.acting, made.endpoint, now())
    assert deliver(now) == (1, 0)
    [call] = receiver.calls
    genuine = example()
    assert genuine(made.secret, call.headers, call.body)
    assert not genuine(made.secret, call.headers, call.body.replace(b"test", b"text"))
    assert not genuine(made.secret.replace("whsec_", "whsec_AAAA"), call.headers, call.body)
    old = {**call.headers, "webhook-timestamp": "1000000000"}
    assert not genuine(made.secret, old, call.body)
    assert call.headers["user-agent"] == AGENT
