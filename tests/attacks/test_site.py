"""A hub that serves other scripts than the release is caught by the monitor of whoever gets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hub.client.cli import main
from tests.attacks.serving import Served
from tests.story.proxy import Exchange, Mutation, Proxy

FRAME = "/static/hub/js/page.js"
Monitor = Callable[..., tuple[int, str]]
EVIL = b"import './evil.js'; fetch('https://evil.example/');"


class Choosy(Proxy):
    """Lies only to who brings a session along."""

    def pass_on(self, exchange: Exchange, headers: list[tuple[str, str]]) -> None:
        """Leave strangers alone."""
        kept = self.after
        if not any("sessionid=" in value for _, value in headers):
            self.after = []
        try:
            super().pass_on(exchange, headers)
        finally:
            self.after = kept


def changed_script(exchange: Exchange) -> None:
    if exchange.path == FRAME:
        exchange.body += b"\nfetch('/stolen/');"


def one_more_script(exchange: Exchange) -> None:
    exchange.body = exchange.body.replace(b"</head>", b'<script src="/static/x.js"></script></head>')
    if exchange.path == "/static/x.js":
        exchange.status, exchange.body = 200, EVIL


def script_in_the_page(exchange: Exchange) -> None:
    exchange.body = exchange.body.replace(b"</head>", b"<script>alert(1)</script></head>")


def weaker_policy(exchange: Exchange) -> None:
    name = "content-security-policy"
    exchange.headers = [
        (one, said.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") if one == name else said)
        for one, said in exchange.headers
    ]


def no_integrity_policy(exchange: Exchange) -> None:
    exchange.headers = [one for one in exchange.headers if one[0] != "integrity-policy"]


def changed_list(exchange: Exchange) -> None:
    if exchange.path.endswith("/asset-manifest"):
        exchange.answer(exchange.json() | {"payload": "e30="})


def in_the_head(exchange: Exchange, what: bytes) -> None:
    exchange.body = exchange.body.replace(b"</head>", what + b"</head>")


def script_behind_a_comment(exchange: Exchange) -> None:
    in_the_head(exchange, b'<!--><script src="/static/x.js"></script>-->')


def script_behind_a_section(exchange: Exchange) -> None:
    in_the_head(exchange, b'<![CDATA[><script src="/static/x.js"></script>]]>')


def script_named_twice(exchange: Exchange) -> None:
    in_the_head(exchange, b'<script src="/static/x.js" src="/static/hub/js/page.js"></script>')


def as_another_kind(exchange: Exchange) -> None:
    exchange.headers = [
        (name, "application/xhtml+xml" if name == "content-type" and said.startswith("text/html") else said)
        for name, said in exchange.headers
    ]


def in_another_order(exchange: Exchange) -> None:
    if b"</head>" in exchange.body:
        exchange.body = exchange.body.decode().encode("utf-16")


def sent_elsewhere(exchange: Exchange) -> None:
    if exchange.path == "/help/":
        exchange.status, exchange.body = 302, b""
        exchange.headers.append(("location", "https://evil.example/"))


def refreshed(exchange: Exchange) -> None:
    exchange.headers.append(("refresh", "0; url=/x/"))


LIES: list[tuple[Mutation, str]] = [
    (changed_script, "hub/js/page.js: was changed"),
    (one_more_script, "/static/x.js: is not on the list"),
    (script_in_the_page, "a script that stands in the page itself"),
    (weaker_policy, "does not say script-src 'self'"),
    (no_integrity_policy, "Integrity-Policy"),
    (script_behind_a_comment, "a comment or a mark"),
    (script_behind_a_section, "a comment or a mark"),
    (script_named_twice, "twice: script"),
    (as_another_kind, "not said to be HTML"),
    (in_another_order, "is not UTF-8"),
    (sent_elsewhere, "/help/: is not a page of the hub (302)"),
    (refreshed, "never writes: Refresh"),
    (changed_list, "a signature does not verify"),
]


@pytest.fixture
def monitor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Monitor:
    """Runs `hub verify-site` in a new home: exit code and what it said."""
    monkeypatch.setenv("HUB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HUB_PATIENCE", "0")

    def run(*words: str) -> tuple[int, str]:
        code = main(["verify-site", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.mark.story
def test_whatever_a_hub_changes_on_its_pages_is_named(
    hub_with_pages: Served, monitor: Monitor, tmp_path: Path
) -> None:
    hub, held = hub_with_pages, tmp_path / "release.json"
    hub.process.manage("sign_assets", "--release", "--output", str(held))
    for lie, word in LIES:
        with Proxy(hub.url, lie) as liar:
            code, said = monitor("--url", liar.url, "--against", str(held))
            assert code == 4, (lie.__name__, said)
            assert word in said, (lie.__name__, said)
    session = tmp_path / "cookie"
    session.write_text(hub.browser(hub.cast.sender.officer).cookies["sessionid"])
    with Choosy(hub.url, changed_script) as liar:
        assert monitor("--url", liar.url, "--against", str(held))[0] == 0
        code, said = monitor("--url", liar.url, "--against", str(held), "--cookie-file", str(session))
        assert (code, "hub/js/page.js: was changed" in said) == (4, True)
    _lists_of_other_kinds(hub, monitor, held, tmp_path)


def _lists_of_other_kinds(hub: Served, monitor: Monitor, held: Path, folder: Path) -> None:
    """A list that is kept at first sight, a folder of files, and a list that is not this hub's."""
    assert monitor("--url", hub.url)[0] == 0
    assert monitor("--url", hub.url, "--against", str(folder / "home" / "site.json"))[0] == 0
    assert monitor("--url", hub.url, "--against", str(hub.folder / "static"))[0] == 0
    mine = json.loads(held.read_bytes())
    mine["files"]["hub/js/api.js"] = "0" * 64
    held.write_text(json.dumps(mine, sort_keys=True, separators=(",", ":")))
    code, said = monitor("--url", hub.url, "--against", str(held))
    assert (code, "hub/js/api.js was changed" in said) == (4, True), said
    assert monitor("--url", hub.url, "--against", str(folder))[0] == 4
    assert monitor("--url", hub.url, "--against", __file__)[0] == 2
    assert monitor("--url", hub.url, "--loop", "0")[0] == 2
