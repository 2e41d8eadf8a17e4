"""Members who mean harm: payloads in everything that is sealed, and ways around a handling code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.talks import Talker
from tests.journeys.terminal import Terminal
from tests.web.conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.story]
XSS = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"><svg onload=window.hacked=1>'
    "</title></template><style>*{display:none}</style>{{7*7}}${7*7}"
)
LINKS = (
    "[press](javascript:window.hacked=1) [x](data:text/html,<script>window.hacked=1</script>) "
    "<a href='javascript:window.hacked=1'>y</a> https://evil.example/\"onmouseover=window.hacked=1 "
    "![i](https://evil.example/x.png) **<b onclick=window.hacked=1>z</b>** `<i>`\n"
    "> <iframe src=//evil.example>"
)
# The page's own modules, in the hands of an officer who writes acts by hand.
SEND = """async ([thread, acts]) => {
  const { openThread } = await import("/static/messaging/js/opening.js");
  const context = await openThread(thread);
  for (const { files = [], ...act } of acts) {
    const sources = files.map((name) => new File(["x"], name, { type: name }));
    await context.send({ ...act, files: sources });
    await context.follow();
  }
}"""


def begins(talker: Talker, subject: str, *countries: str, text: str = "Hello.") -> str:
    """A conversation where any member may admit; its id."""
    page = talker.page
    talker.site.open(page, "/threads/new/")
    for country in countries:
        page.check(f'input[data-country="{country}"]')
    page.check('input[name="policy"][value="one"]')
    page.fill("#f-subject", subject)
    page.fill("#f-text", text)
    page.click("#send")
    page.wait_for_url("**/threads/*-*/")
    talker.ready()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def evil_acts(victim: str) -> list[dict[str, Any]]:
    """Every kind of act that a member may send, with a payload in each text."""
    task, poll, number = ("00000000-0000-4000-8000-00000000000" + n for n in "123")
    body = {"subject": XSS, "reference": XSS, "text": XSS + LINKS}
    fields = {
        "translation": {"language": '"><img src=x onerror=window.hacked=1>', "text": XSS},
        "template": XSS, "evaluation": XSS, "reply": XSS,
        "source": {"thread": XSS, "event": XSS, "handling": XSS, "owner": XSS},
    }  # fmt: skip
    when = {"id": XSS, "start": XSS, "minutes": XSS, "label": XSS}
    say = {"kind": "thread.say", "facts": {"mentions": [], "urgent": False}}
    return [
        {**say, "body": {**body, "fields": {}}, "files": [XSS.replace("/", "-") + ".pdf"]},
        {**say, "body": {**body, "fields": fields}},
        {**say, "body": {**body, "fields": {"translation": XSS, "source": XSS, "evaluation": {"a": XSS}}}},
        {"kind": "thread.task", "facts": {"task": task, "post": victim, "due": None}, "body": body},
        {"kind": "thread.task_done", "facts": {"task": task, "state": "dropped"}, "body": body},
        {"kind": "thread.poll", "facts": {"poll": poll, "closes": None},
         "body": {**body, "fields": {"options": [when, when], "zones": [XSS, "Asia/Kathmandu"]}}},
        {"kind": "thread.poll", "facts": {"poll": number, "closes": None},
         "body": {**body, "fields": {"options": XSS, "zones": XSS}}},
        {"kind": "thread.vote", "facts": {"poll": poll}, "body": {**body, "fields": {"choices": {XSS: XSS}}}},
        {"kind": "thread.decide", "facts": {"poll": poll}, "body": {**body, "fields": {"option": XSS}}},
        {"kind": "thread.close", "body": body},
        {"kind": "thread.reopen", "body": body},
    ]  # fmt: skip


def harmless(page: Page) -> None:
    """Nothing ran, nothing was made of markup, nothing leads or leaks elsewhere."""
    assert page.evaluate("window.hacked") is None
    run = "script:not([type='application/json']), a[href^='javascript'], a[href^='data']"
    made = f"main :is(iframe, object, embed, style, img, {run})"
    assert page.locator(made).count() == 0
    names = "[...document.querySelectorAll('main *')].flatMap((one) => one.getAttributeNames())"
    assert not [name for name in page.evaluate(names) if name.startswith("on")]
    assert page.evaluate("getComputedStyle(document.querySelector('main')).display") != "none"
    assert "hacked" not in page.title()


def test_payloads_in_every_sealed_field_stay_text(site: Site, tmp_path: Path) -> None:
    nepal, pakistan = Talker.arrives(site, "np"), Talker.arrives(site, "pk")
    asked: list[str] = []
    pakistan.page.on("request", lambda one: asked.append(one.url))
    thread = begins(nepal, XSS, "PK", text=XSS + LINKS)
    post = nepal.page.evaluate("JSON.parse(document.getElementById('posts').textContent)")
    victim = next(one["focal_point"] for one in post if one["country"] == "PK")
    nepal.page.evaluate(SEND, [thread, evil_acts(victim)])
    site.open(pakistan.page, "/threads/")
    expect(pakistan.page.locator(f'.item[href="/threads/{thread}/"] hub-subject')).to_have_text(XSS)
    harmless(pakistan.page)
    pakistan.goes(thread)
    expect(pakistan.page.locator("#subject")).to_have_text(XSS)
    expect(pakistan.page.locator(".message .text").first).to_contain_text("<script>window.hacked=1</script>")
    pakistan.page.wait_for_load_state("networkidle")
    harmless(pakistan.page)
    for path in (f"/threads/{thread}/admit/", "/notices/"):
        site.open(pakistan.page, path)
        pakistan.page.wait_for_load_state("networkidle")
        harmless(pakistan.page)
    assert not [url for url in asked if "evil" in url or "hacked" in url]
    terminal = Terminal.of(site, "officer@pk.example", tmp_path / "pk")
    shown = terminal.says("threads", "show", thread)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown), "no escape sequences in a terminal"


def test_an_h2_message_goes_no_further_in_browser_and_client(site: Site, tmp_path: Path) -> None:
    nepal, pakistan = Talker.arrives(site, "np"), Talker.arrives(site, "pk")
    thread = begins(nepal, "Bound", "PK")
    other = begins(pakistan, "Elsewhere", "EG")
    choose_code(nepal, thread, "H2")
    nepal.says("The witness is at the old mill.")
    pakistan.goes(thread)
    refused_to_pass_on(pakistan, "The witness is at the old mill.", "Elsewhere")
    not_offered_to_a_newcomer(pakistan, thread, "The witness is at the old mill.")
    by_hand(pakistan, thread)
    by_command(site, tmp_path, thread, other)


def choose_code(talker: Talker, thread: str, code: str) -> None:
    """Set the handling code of the next message."""
    talker.goes(thread)
    talker.page.locator("summary:has(#conditions)").click()
    talker.page.select_option("#f-handling", code)
    talker.page.keyboard.press("Escape")
    expect(talker.page.locator("#conditions")).to_contain_text(code)


def refused_to_pass_on(talker: Talker, text: str, subject: str) -> None:
    """The page refuses, says the rule and offers to ask the owner."""
    row = talker.message(text)
    row.locator("details.doing > summary").click()
    row.get_by_role("button", name="Pass on").click()
    which = talker.page.locator("dialog[open] select")
    which.select_option(which.locator("option", has_text=subject).get_attribute("value"))
    expect(talker.page.locator("#forward-refused")).to_contain_text("UNTOC")
    expect(talker.page.locator("#forward-refused").get_by_role("button")).to_be_visible()
    talker.page.locator("dialog[open]").get_by_role("button", name="Pass on", exact=True).click()
    expect(talker.page.locator("dialog[open]")).to_contain_text("UNTOC")
    talker.page.keyboard.press("Escape")


def not_offered_to_a_newcomer(talker: Talker, thread: str, text: str) -> None:
    """On the admission page it cannot be chosen, and the reason stands beside it."""
    page = talker.page
    talker.site.open(page, f"/threads/{thread}/admit/")
    page.select_option("#f-post", label=page.locator("#f-post option[data-country=EG]").inner_text())
    row = page.locator("#messages li", has_text=text)
    expect(row.locator("input")).to_be_disabled()


BY_HAND = """async ([thread, text]) => {
  const { openThread } = await import("/static/messaging/js/opening.js");
  const { b64, wrap, wrapInfo } = await import("/static/hub/encryption/index.js");
  const { kemOf, trusted } = await import("/static/hub/js/trust.js");
  const context = await openThread(thread);
  const post = document.querySelector("#f-post option[data-country=EG]").value;
  let bound = null;
  for (const act of context.acts) if ((await context.open(act)).body.text === text) bound = act;
  const { key, manifest } = await context.open(bound);
  const { generation, kem } = kemOf(await trusted("EG"), post);
  const info = wrapInfo(manifest.hub, manifest.stream, manifest.event, post, generation);
  const shared = { [manifest.event]: b64(await wrap(kem, key, info)) };
  const members = [...context.receivers().map(({ focalPoint }) => focalPoint), post].sort();
  const to = [...context.receivers(), { focalPoint: post, country: "EG" }];
  const facts = { proposal: null, post, members, policy: "one", links: [], shared };
  const sent = context.send({ kind: "thread.admit", facts, to });
  return sent.then(() => "accepted", (error) => error.code ?? error.message);
}"""


def by_hand(talker: Talker, thread: str) -> None:
    """The hub itself refuses the key, whoever wrapped it however."""
    answer = talker.page.evaluate(BY_HAND, [thread, "The witness is at the old mill."])
    assert answer == "handling_share"


def by_command(site: Site, folder: Path, thread: str, other: str) -> None:
    """The command refuses, says whose consent is needed, and sends nothing."""
    terminal = Terminal.of(site, "officer@pk.example", folder / "pk")
    before = terminal.says("threads", "show", other)
    done = terminal.run("post", other, "-m", "See this.", "--forward", f"{thread}/2")
    assert done.returncode != 0
    assert "H2" in done.stderr
    assert "18(5)" in done.stderr
    assert "mill" not in done.stdout + done.stderr
    assert terminal.run("threads", "admit", thread, "EG", "--share", "2").returncode != 0
    assert terminal.says("threads", "show", other) == before
