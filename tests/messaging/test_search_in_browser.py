"""The browser's search index: the same words as Python's, sealed on the device, and gone when it must be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.encryption_browser.conftest import opened_page

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "words.json").read_text("utf-8"))["cases"]
HUB, ME, OTHER = "hub.test", "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
WORDS = """async (cases) => {
  const { found, line, needles, places, words } = await import("/hub/js/words.js");
  const hit = (one) => found(line(one.text), needles(one.query));
  const where = (one) => places(one.text, needles(one.find));
  return cases.map((one) => ("words" in one ? words(one.text) : "find" in one ? where(one) : hit(one)));
}"""
UNLOCK = """async ([hub, officer]) => {
  Object.assign(document.body.dataset, { hub, officer });
  const { generateKeys } = await import("/hub/encryption/index.js");
  const { keys } = await generateKeys();
  await (await import("/hub/js/keys.js")).keep({ ...keys, officer, country: "PK" });
}"""
LOCK = """async () => (await import("/hub/js/keys.js")).lock()"""
REMEMBER = """async (messages) => (await import("/messaging/js/index.js")).remember(messages)"""
ENTRIES = """async () => (await import("/messaging/js/index.js")).entries()"""
WIPE = """async () => (await import("/messaging/js/index.js")).wipe()"""
RECORDS = """async () => {
  const records = await (await import("/messaging/js/sealedstore.js")).all();
  return records.map(([name, { iv, ct }]) => [name, String.fromCharCode(...iv, ...new Uint8Array(ct))]);
}"""
SWAP = """async () => {
  const store = await import("/messaging/js/sealedstore.js");
  const [[one, first], [other, second]] = await store.all();
  await store.change([[one, second], [other, first]]);
}"""
FIND = """async ([entries, query]) => {
  const { find, snippet } = await import("/messaging/js/finding.js");
  return find(entries, query).map(({ text }) => {
    const place = document.createElement("p");
    place.append(snippet(text, query));
    const kinds = [...place.childNodes].map((node) => node.nodeName);
    const marks = [...place.querySelectorAll("mark")].map((one) => one.textContent);
    return { text: place.textContent, marks, kinds };
  });
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh device with the officer's keys unlocked."""
    with opened_page(browser) as opened:
        opened.evaluate(UNLOCK, [HUB, ME])
        yield opened


def message(n: int, text: str, at: str = "2026-11-22T10:00:00Z", subject: str = "Kiln") -> dict[str, Any]:
    """A message as the page of a conversation remembers it."""
    sent = {"at": at, "post": "p", "country": "NP", "sender": "Sita"}
    return {"event": f"event-{n}", "thread": "t", "seq": n, "subject": subject, "text": text, **sent}


def found(page: Page, query: str) -> list[dict[str, Any]]:
    """Snippets of what a query finds."""
    answer: list[dict[str, Any]] = page.evaluate(FIND, [page.evaluate(ENTRIES), query])
    return answer


def test_the_browser_makes_the_same_words_as_python(page: Page) -> None:
    answers = page.evaluate(WORDS, CASES)
    expected = [one[kind] for one in CASES for kind in ("words", "places", "found") if kind in one]
    wrong = [(case, said) for case, said, want in zip(CASES, answers, expected, strict=True) if said != want]
    assert wrong == []


def test_what_was_opened_is_found_newest_first(page: Page) -> None:
    older, newer = message(1, "witness one", "2026-11-20T10:00:00Z"), message(2, "Witness two")
    page.evaluate(REMEMBER, [older, newer])
    page.reload()
    page.evaluate("(d) => Object.assign(document.body.dataset, d)", {"hub": HUB, "officer": ME})
    assert [one["text"] for one in found(page, "WITN")] == ["Witness two", "witness one"]
    assert found(page, "witness three") == []
    assert found(page, "  ") == []


def test_spellings_of_one_word_are_found_alike_and_stand_out(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "قرأ القاضي شهادة علي"), message(2, "گواه علی کتاب داد")])
    for query in ("علی", "على", "عَلي"):
        assert [one["marks"] for one in found(page, query)] in ([["علی"], ["علي"]], [["علي"], ["علی"]])
    assert [one["marks"] for one in found(page, "كتاب")] == [["کتاب"]]


def test_a_snippet_is_cut_around_the_word_and_stays_text(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, f"{'far ' * 100}<img src=x onerror=alert(1)> kiln {'on ' * 100}")])
    (one,) = found(page, "kiln")
    assert one["marks"] == ["kiln"]
    assert "<img src=x onerror=alert(1)> kiln" in one["text"]
    assert set(one["kinds"]) == {"#text", "MARK"}
    assert one["text"].startswith("… ")
    assert one["text"].endswith(" …")
    assert len(one["text"]) < 230


def test_a_correction_replaces_and_a_withdrawal_takes_out(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "on Friday"), message(2, "stays")])
    page.evaluate(REMEMBER, [message(1, "on Sunday")])
    assert found(page, "friday") == []
    assert len(found(page, "sunday")) == 1
    page.evaluate(REMEMBER, [{**message(1, ""), "gone": True}])
    assert [one["event"] for one in page.evaluate(ENTRIES)] == ["event-2"]


def test_a_pack_of_many_keeps_the_newest_word(page: Page) -> None:
    page.evaluate(REMEMBER, [message(n, f"n{n}x") for n in range(600)])
    assert len(page.evaluate(ENTRIES)) == 600
    assert {name[:5] for name, _ in page.evaluate(RECORDS)} == {"pack-"}
    page.evaluate(REMEMBER, [message(7, "corrected"), {**message(8, ""), "gone": True}])
    assert len(page.evaluate(ENTRIES)) == 599
    assert found(page, "n7x") == []
    assert len(found(page, "corrected")) == 1


def test_what_is_kept_says_nothing_by_itself(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "kanarie", subject="vogel")])
    ((name, data),) = page.evaluate(RECORDS)
    assert len(name) == 64
    assert not [word for word in ("kanarie", "vogel", "event-1", "NP", "Sita") if word in name + data]


def test_locked_keys_open_nothing_and_remember_nothing(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one")])
    page.evaluate(LOCK)
    assert page.evaluate(ENTRIES) is None
    page.evaluate(REMEMBER, [message(2, "two")])
    assert len(page.evaluate(RECORDS)) == 1


def test_keys_that_were_replaced_open_nothing(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one")])
    page.evaluate(UNLOCK, [HUB, ME])
    page.reload()
    page.evaluate("(d) => Object.assign(document.body.dataset, d)", {"hub": HUB, "officer": ME})
    assert page.evaluate(ENTRIES) == []
    assert page.evaluate(RECORDS) == []


def test_another_officer_finds_an_empty_device(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one")])
    page.evaluate(LOCK)
    page.evaluate("(d) => Object.assign(document.body.dataset, d)", {"hub": HUB, "officer": OTHER})
    page.evaluate("async () => (await import('/messaging/js/sealedstore.js')).keepOnlyOwn()")
    assert page.evaluate(RECORDS) == []


def test_it_is_forgotten_on_request(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one")])
    page.evaluate(WIPE)
    assert page.evaluate(ENTRIES) == []
    page.evaluate(REMEMBER, [message(2, "two")])
    assert len(page.evaluate(ENTRIES)) == 1


def test_after_another_tab_forgot_it_begins_anew(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one")])
    page.evaluate("async () => (await import('/messaging/js/sealedstore.js')).wipe()")
    page.evaluate(REMEMBER, [message(2, "two")])
    assert [one["event"] for one in page.evaluate(ENTRIES)] == ["event-2"]


def test_a_record_that_was_moved_is_not_believed(page: Page) -> None:
    page.evaluate(REMEMBER, [message(1, "one"), message(2, "two")])
    page.evaluate(SWAP)
    assert page.evaluate(ENTRIES) == []
