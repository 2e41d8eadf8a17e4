"""A hub that lies to a browser: each lie is caught in plain words, and nothing is sealed to a wrong key."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hub.encryption.canonical import parse, unb64
from tests.story import malice
from tests.story.proxy import Exchange, Mutation, Proxy
from tests.web.conftest import Site
from tests.web.writing import act, transmitted, write

pytestmark = [pytest.mark.browser, pytest.mark.story]
HUB, NEPAL = "hub.test", "officer@np.example"


@dataclass
class Victim:
    """An officer in Kathmandu whose line goes through the proxy, and a request that was read before."""

    site: Site
    proxy: Proxy
    page: Page
    request: str

    def look(self, *lies: Mutation) -> None:
        """Open the request while the hub tells these lies."""
        self.proxy.after = list(lies)
        self.site.open(self.page, f"/requests/{self.request}/")

    def warned(self, said: str) -> None:
        """Exactly what a person is told; and no jargon in it."""
        expect(self.page.locator("#alarms")).to_contain_text(said)
        shown = self.page.locator("#alarms").inner_text()
        assert not re.search(r"\b(wrap|seq|envelope|manifest|undefined|null)\b", shown), shown


def behind(site: Site, proxy: Proxy) -> Site:
    """The same hub, as seen through the proxy; its websocket does not pass, which pages must bear."""
    return replace(site, hub=replace(site.hub, port=int(proxy.url.rsplit(":", 1)[1])), complaints=[])


@pytest.fixture(scope="module")
def victim(running_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    """Signed in, unlocked, and everything seen once as it is."""
    evidence = tmp_path_factory.mktemp("evidence") / "evidence.bin"
    evidence.write_bytes(os.urandom(200_000))
    drafter, approver = (running_site.visit(f"{who}@pk.example") for who in ("officer", "approver"))
    request = transmitted(running_site, drafter, approver, evidence)
    drafter.context.close()
    approver.context.close()
    with Proxy(running_site.hub.url) as proxy:
        site = behind(running_site, proxy)
        found = Victim(site, proxy, site.visit(NEPAL), request)
        found.look()
        expect(found.page.locator("#proof")).to_contain_text("All are genuine")
        yield found
        found.page.context.close()
    assert [one for one in site.complaints if "WebSocket" not in one] == []


def in_page(old: str, new: str) -> Mutation:
    """Change the page of a request that the hub itself writes."""

    def mutate(exchange: Exchange) -> None:
        if re.fullmatch(r"/requests/[0-9a-f-]{36}/(act/\w+/)?", exchange.path) and exchange.method == "GET":
            exchange.body = exchange.body.replace(old.encode(), new.encode())

    return mutate


def post_of(page: Page, side: str) -> str:
    """Id of the requesting or requested post, as an honest page says."""
    return page.locator("body").get_attribute(f"data-{side}") or ""


CHAIN_LIES: list[tuple[str, Callable[[Victim], Mutation], str]] = [
    ("swapped country key", lambda v: malice.swap_country(HUB, "PK", post_of(v.page, "requesting")),
     "another beginning of the keys of PK"),
    ("ghost officer", lambda _: malice.ghost_officer(HUB, "PK"),
     "may have been added that the country did not add"),
    ("rolled back chain", lambda _: malice.roll_back("PK", 3), "an older list of officers and keys of PK"),
    ("own chain rolled back", lambda _: malice.roll_back("NP", 3),
     "an older list of officers and keys of NP"),
    ("replayed act", lambda _: malice.replay_event(), "Signed acts are missing or stand in another order"),
    ("act held back", lambda _: malice.hold_back(), "fewer acts than this device has already seen"),
    ("swapped wrap", lambda _: malice.swap_wrap(), "it is not what was signed"),
    ("altered facts", lambda _: malice.alter_facts(), "not signed by an officer who may sign it"),
    ("another status on the page", lambda _: in_page('data-status="transmitted"', 'data-status="closed"'),
     "the status is"),
    ("another measure on the page", lambda _: in_page('data-code="18.3.f"', 'data-code="18.3.a"'),
     "the measures"),
    ("another act on the page", lambda _: in_page('data-kind="mla.transmit"', 'data-kind="mla.withdraw"'),
     "differently from how it was signed: act 1"),
]  # fmt: skip


@pytest.mark.parametrize(("lie", "said"), [one[1:] for one in CHAIN_LIES], ids=[one[0] for one in CHAIN_LIES])
def test_a_lie_raises_the_alarm(victim: Victim, lie: Callable[[Victim], Mutation], said: str) -> None:
    told = lie(victim)
    victim.look(told)
    victim.warned(said)
    expect(victim.page.locator("#proof")).not_to_contain_text("All are genuine")


def test_without_a_lie_there_is_no_alarm(victim: Victim) -> None:
    victim.look()
    expect(victim.page.locator("#proof")).to_contain_text("All are genuine")
    expect(victim.page.locator("#alarms")).to_be_empty()


@pytest.mark.parametrize("lie", [malice.drop_chunk(), malice.exchange_chunks()], ids=["dropped", "exchanged"])
def test_a_cut_or_mixed_file_is_not_handed_over(victim: Victim, lie: Mutation) -> None:
    victim.look(lie)
    expect(victim.page.locator("#proof")).to_contain_text("All are genuine")
    row = victim.page.locator(".files li", has_text="evidence.bin")
    row.get_by_role("button", name="Open and save").click()
    expect(row).to_contain_text("Do not use it. Ask the sender for it again.")
    expect(row.get_by_role("link")).to_have_count(0)


def test_keys_that_are_easier_to_guess_are_not_opened(victim: Victim) -> None:
    page = victim.site.visit(NEPAL, unlock=False)
    victim.proxy.after = [malice.lower_kdf()]
    knows = victim.site.people[NEPAL]
    page.fill("#passphrase", knows["passphrase"])
    page.fill("#secret", knows["secret"])
    page.click("#open")
    expect(page.locator("#problem")).to_contain_text("weaker or other than yours. Do not go on.")
    victim.proxy.after = []
    page.context.close()


class Sealed:
    """Hears to whom acts are sealed on their way to the hub."""

    def __init__(self) -> None:
        self.recipients: list[tuple[str, list[Any]]] = []

    def __call__(self, exchange: Exchange) -> None:
        if exchange.method == "POST" and exchange.path.endswith("/events/"):
            manifest = parse(unb64(json.loads(exchange.request)["envelope"]["payload"]))
            self.recipients.append((manifest["kind"], manifest["recipients"]))


@pytest.fixture
def approved(victim: Victim) -> Iterator[tuple[Page, str]]:
    """A second request, approved and about to be sent, in the approver's browser behind the proxy."""
    victim.proxy.after = []
    drafter, approver = (victim.site.visit(f"{who}@pk.example") for who in ("officer", "approver"))
    request = write(victim.site, drafter)
    act(victim.site, drafter, request, "submit")
    act(victim.site, approver, request, "approve")
    yield approver, request
    drafter.context.close()
    approver.context.close()


def try_to_send(victim: Victim, page: Page, request: str, *lies: Mutation) -> list[tuple[str, list[Any]]]:
    """Press “Send” while the hub lies; answers what was sealed to whom."""
    heard = Sealed()
    victim.proxy.after, victim.proxy.before = list(lies), heard
    victim.site.open(page, f"/requests/{request}/act/transmit/")
    button = page.locator("#send")
    expect(page.locator("#act[data-ready], #problem .notice")).not_to_have_count(0)
    if button.is_enabled():
        button.click()
    expect(page.locator("#problem .notice, #alarms .notice").first).to_be_visible()
    expect(page.locator("#progress")).not_to_contain_text("Sent")
    victim.proxy.after, victim.proxy.before = [], None
    return heard.recipients


def test_nothing_is_sealed_to_a_swapped_country(victim: Victim, approved: tuple[Page, str]) -> None:
    page, request = approved
    victim.site.open(page, f"/requests/{request}/")
    lie = malice.swap_country(HUB, "NP", post_of(page, "requested"))
    assert try_to_send(victim, page, request, lie) == []
    expect(page.locator("#problem")).to_contain_text("another beginning of the keys of NP")


def test_nothing_is_sealed_to_an_authority_the_page_put_in_its_place(
    victim: Victim, approved: tuple[Page, str]
) -> None:
    """The page names Egypt as the authority asked; the approved draft was for Nepal."""
    page, request = approved
    victim.site.open(page, "/requests/new/")
    egypt = page.locator('#f-to option[data-country="EG"]').get_attribute("value") or ""
    victim.site.open(page, f"/requests/{request}/")
    nepal = post_of(page, "requested")
    country = in_page('data-requested-country="NP"', 'data-requested-country="EG"')
    sealed = try_to_send(
        victim, page, request, in_page(f'data-requested="{nepal}"', f'data-requested="{egypt}"'), country
    )
    assert sealed == []


def test_a_verified_country_cannot_be_swapped_even_on_a_new_device(
    victim: Victim, approved: tuple[Page, str]
) -> None:
    """Pakistan has verified Nepal, so a browser that never saw Nepal refuses another beginning."""
    request = approved[1]
    verify(victim, "NP")
    victim.site.open(approved[0], f"/requests/{request}/")
    lie = malice.swap_country(HUB, "NP", post_of(approved[0], "requested"))
    fresh = victim.site.visit("approver@pk.example")
    assert try_to_send(victim, fresh, request, lie) == []
    expect(fresh.locator("#problem")).to_contain_text("is not the one your country verified")
    fresh.context.close()


def verify(victim: Victim, country: str) -> None:
    """Pakistan's administrator compares a fingerprint on the page of a country and marks it as verified."""
    admin = victim.site.visit("admin@pk.example")
    victim.site.open(admin, f"/countries/{country}/")
    shown = admin.locator("body").get_attribute("data-fingerprint") or ""
    admin.fill("#received", shown)
    admin.click("#verify")
    expect(admin.locator(".peer.verified").first).to_be_visible()
    admin.context.close()
