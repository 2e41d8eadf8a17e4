"""The second step of signing in, and everything somebody who knows only the password may try."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.test import Client

from focal_points import vault
from focal_points.actions import accept_code, add_app, make_backup_codes
from focal_points.models import Factor, OfficerSession
from hub.audit.models import AuditRecord, Kind
from hub.base.clock import now
from hub.base.errors import Problem
from tests.cast import Cast
from tests.factories.authenticator import Authenticator
from tests.factories.people import PASSWORD, Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - of tests alone
ORIGIN = settings.HUB_ADDRESS.rstrip("/")


def code(steps: int = 0) -> str:
    """What the app shows, some steps of 30 seconds from now."""
    return pyotp.TOTP(SECRET).at(now().timestamp(), counter_offset=steps)


@pytest.fixture
def officer(cast: Cast) -> Person:
    """An officer with an authenticator app, whose code of one step ago is used up."""
    person = cast.sender.drafter
    add_app(person.officer, SECRET, code(-1), "Phone", now())
    return person


def half(person: Person) -> Client:
    """A browser in which the password was typed."""
    browser = Client()
    answer = browser.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def inside(browser: Client) -> bool:
    """Whether somebody is signed in."""
    return browser.get("/api/v1/me/").status_code == 200


def give(browser: Client, **fields: str) -> int:
    """The second step."""
    return browser.post("/sign-in/second/", fields).status_code


def test_password_then_code(officer: Person) -> None:
    browser = half(officer)
    assert "/sign-in/second/" in browser.post("/sign-in/", entered(officer))["Location"]
    assert give(browser, code=code(), next="/board/") == 302
    assert inside(browser)
    assert AuditRecord.objects.filter(kind=Kind.SECOND_FACTOR_GIVEN, who=str(officer.id)).exists()


def entered(person: Person) -> dict[str, str]:
    """What is typed on the first page."""
    return {"email": person.email, "password": PASSWORD}


@pytest.mark.parametrize("path", ["/", "/unlock/", "/account/", "/account/factors/", "/requests/"])
def test_the_second_step_cannot_be_skipped(officer: Person, path: str) -> None:
    browser = half(officer)
    assert browser.get(path)["Location"].startswith("/sign-in/")
    assert browser.get("/api/v1/me/keystore/").status_code == 401
    assert not inside(browser)
    assert not OfficerSession.objects.filter(officer=officer.id).exists()  # and so no socket either


def test_whoever_has_a_factor_cannot_add_one_instead(officer: Person) -> None:
    browser = half(officer)
    assert browser.get("/account/factors/new/")["Location"].startswith("/sign-in/")
    assert browser.post("/account/factors/new/", {"code": "1"})["Location"].startswith("/sign-in/")
    assert officer.officer.factors.count() == 1


def test_a_code_counts_once(officer: Person) -> None:
    first, second, right = half(officer), half(officer), code()
    assert give(first, code=right) == 302
    assert give(second, code=right) == 401
    assert give(second, code=code(-1)) == 401  # nor an older one after it
    assert not inside(second)


def test_a_code_of_another_time_is_wrong(officer: Person) -> None:
    browser = half(officer)
    assert [give(browser, code=code(steps)) for steps in (-3, 3)] == [401, 401]


def test_guessing_ends_soon(officer: Person) -> None:
    browser = half(officer)
    assert [give(browser, code="000 000") for _ in range(6)] == [401] * 5 + [429]
    assert give(half(officer), code=code()) == 429  # a new session does not begin again


def test_a_backup_code_counts_once(officer: Person, cast: Cast) -> None:
    printed = make_backup_codes(officer.officer)
    assert give(half(officer), code=printed[0].lower()) == 302
    assert give(half(officer), code=printed[0]) == 401
    with pytest.raises(Problem):
        accept_code(cast.sender.approver.officer, printed[1], now())


def test_the_key_of_the_session_changes_at_both_steps(officer: Person) -> None:
    browser = Client()
    browser.get("/sign-in/")
    session = browser.session
    session["planted"] = "yes"
    session.save()
    keys = [session.session_key]
    browser.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    browser.post("/sign-in/", entered(officer))
    keys.append(browser.session.session_key)
    give(browser, code=code())
    keys.append(browser.session.session_key)
    assert len(set(keys)) == 3


def test_a_new_password_ends_a_sign_in_halfway(officer: Person) -> None:
    browser, row = half(officer), officer.officer
    row.set_password("another one altogether")
    row.save()
    assert browser.post("/sign-in/second/", {"code": code()})["Location"] == "/sign-in/"
    assert not inside(browser)


def test_the_secret_is_sealed_and_bound_to_its_officer(officer: Person, cast: Cast) -> None:
    sealed = bytes(Factor.objects.get(officer=officer.id).secret)
    assert SECRET.encode() not in sealed
    assert vault.open_(sealed, officer.id) == SECRET
    assert vault.open_(sealed, cast.sender.approver.id) is None


def test_programs_are_asked_for_the_code(officer: Person) -> None:
    wanted = {**entered(officer), "scopes": ["read"]}

    def ask(**more: str) -> tuple[int, str]:
        answer = Client().post("/api/v1/tokens/", wanted | more, content_type="application/json")
        return answer.status_code, answer.json().get("code", "")

    assert ask() == (401, "second_factor_needed")
    assert ask(code="123456") == (401, "second_factor_wrong")
    assert ask(code=code()) == (201, "")


def test_where_one_is_required_it_is_added_first(cast: Cast, settings: Any) -> None:
    settings.HUB_REQUIRE_SECOND_FACTOR = True
    browser = half(cast.sender.drafter)
    assert not inside(browser)
    shown = browser.get("/account/factors/new/").content.decode()
    assert '<svg width="' in shown.split('role="img"')[1].split("</div>")[0]
    assert "&lt;svg" not in shown
    assert "style=" not in shown
    secret = shown.split('id="factor-secret" dir="ltr">')[1].split("<")[0].replace(" ", "")
    answer = browser.post("/account/factors/new/", {"code": pyotp.TOTP(secret).now(), "name": "Phone"})
    assert answer.content.decode().count("<li><code") == 10
    assert inside(browser)
    pk = cast.sender.drafter.officer.factors.get().pk
    assert browser.post(f"/account/factors/{pk}/", {"do": "remove"}).status_code == 403
    assert cast.sender.drafter.officer.factors.exists()


def test_programs_wait_until_one_is_added(cast: Cast, settings: Any) -> None:
    settings.HUB_REQUIRE_SECOND_FACTOR = True
    wanted = {**entered(cast.sender.drafter), "scopes": ["read"]}
    answer = Client().post("/api/v1/tokens/", wanted, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_missing")


def test_a_change_wants_a_fresh_sign_in(officer: Person) -> None:
    browser, pk = half(officer), officer.officer.factors.get().pk
    give(browser, code=code())
    session = browser.session
    session["factor_fresh"] -= 601
    session.save()
    assert browser.post(f"/account/factors/{pk}/", {"do": "remove"})["Location"].startswith("/sign-in/")
    browser.post("/sign-in/", entered(officer))  # the password alone does not make it fresh
    assert browser.post(f"/account/factors/{pk}/", {"do": "remove"})["Location"].startswith("/sign-in/")
    assert give(browser, code=code(1)) == 302
    browser.post(f"/account/factors/{pk}/", {"do": "remove"})
    assert not officer.officer.factors.exists()


def passkey_of(person: Person, origin: str = ORIGIN) -> tuple[Authenticator, Client]:
    """A passkey added in a signed-in browser."""
    browser, made = half(person), Authenticator(origin)
    options = browser.get("/account/factors/new/").context["options"]
    browser.post("/account/factors/new/", {"credential": made.create(options), "name": "Key"})
    return made, browser


def test_passkey(cast: Cast) -> None:
    person = cast.sender.drafter
    key, _browser = passkey_of(person)
    browser = half(person)
    answer = key.get(browser.get("/sign-in/second/").context["options"])
    assert give(browser, credential=answer) == 302
    assert inside(browser)
    again = half(person)
    again.get("/sign-in/second/")
    assert give(again, credential=answer) == 401  # an old answer to a new challenge


def test_a_passkey_used_at_another_origin_is_refused(cast: Cast) -> None:
    person = cast.sender.drafter
    key, _browser = passkey_of(person)
    key.origin = "https://hub.example.evil"
    browser = half(person)
    answer = key.get(browser.get("/sign-in/second/").context["options"])
    assert give(browser, credential=answer) == 401
    assert not inside(browser)
    passkey_of(cast.sender.approver, "https://hub.example.evil")
    assert not cast.sender.approver.officer.factors.exists()


def test_another_officers_challenge_or_passkey_is_refused(cast: Cast) -> None:
    (key, _one), (theirs, _two) = passkey_of(cast.sender.drafter), passkey_of(cast.sender.approver)
    browser, other = half(cast.sender.drafter), half(cast.sender.approver)
    options = browser.get("/sign-in/second/").context["options"]
    foreign = other.get("/sign-in/second/").context["options"]
    assert give(browser, credential=theirs.get(options)) == 401
    browser.get("/sign-in/second/")
    assert give(browser, credential=key.get(foreign)) == 401
    assert give(browser, credential="[]") == 401
    assert not inside(browser)


def test_only_an_administrator_of_the_country_resets(cast: Cast, officer: Person) -> None:
    address, sealed = f"/officers/{officer.id}/factors/reset/", officer.officer.keystore
    browser = half(officer)
    give(browser, code=code())
    for person, status in (
        (cast.recipient.admin, 404),
        (cast.sender.approver, 403),
        (cast.sender.admin, 302),
    ):
        assert half(person).post(address).status_code == status
        assert officer.officer.factors.exists() == (status != 302)
    assert not inside(browser)
    assert officer.officer.keystore == sealed  # it opens nothing
    assert AuditRecord.objects.filter(kind=Kind.FACTORS_RESET, what=str(officer.id)).exists()
