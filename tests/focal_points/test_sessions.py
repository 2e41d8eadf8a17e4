"""An officer sees where the own account is signed in, and ends it there."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from focal_points.models import OfficerSession
from messaging.queries.listening import Credential, listening
from tests.cast import Cast
from tests.factories.people import PASSWORD, Person

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def signed_in(person: Person) -> Client:
    """A browser signed in through the page."""
    browser = Client(HTTP_USER_AGENT=AGENT)
    browser.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    return browser


def test_the_list_says_where_and_no_more(cast: Cast) -> None:
    first, second = signed_in(cast.sender.drafter), signed_in(cast.sender.drafter)
    rows = first.get("/api/v1/me/sessions/").json()["sessions"]
    assert [row["here"] for row in rows].count(True) == 1
    assert {row["device"] for row in rows} == {"Chrome · Linux"}
    assert all(row["begun"] and row["seen"] for row in rows)
    keys = {first.session.session_key, second.session.session_key}
    assert not any(str(key) in first.get("/account/").content.decode() for key in keys)


def test_a_killed_session_is_out_at_once(cast: Cast) -> None:
    from hub.base.clock import now

    here, lost = signed_in(cast.sender.drafter), signed_in(cast.sender.drafter)
    session = lost.session
    rows = here.get("/api/v1/me/sessions/").json()["sessions"]
    name = next(row["name"] for row in rows if not row["here"])
    assert listening(cast.sender.drafter.id, Credential(None, session), now())
    assert here.delete(f"/api/v1/me/sessions/{name}/").status_code == 204
    assert lost.get("/api/v1/me/").status_code == 401
    assert listening(cast.sender.drafter.id, Credential(None, session), now()) is None
    assert here.get("/api/v1/me/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(cast: Cast) -> None:
    mine, other = signed_in(cast.sender.drafter), signed_in(cast.recipient.drafter)
    name = other.get("/api/v1/me/sessions/").json()["sessions"][0]["name"]
    assert mine.delete(f"/api/v1/me/sessions/{name}/").status_code == 404
    assert mine.post(f"/account/sessions/{name}/end/").status_code == 404
    assert other.get("/api/v1/me/").status_code == 200


def test_all_others_end(cast: Cast) -> None:
    here, other = signed_in(cast.sender.drafter), signed_in(cast.sender.drafter)
    assert here.delete("/api/v1/me/sessions/").status_code == 204
    assert other.get("/api/v1/me/").status_code == 401
    kept = OfficerSession.objects.get(officer=cast.sender.drafter.id)
    assert kept.pk == here.cookies[settings.SESSION_COOKIE_NAME].value
