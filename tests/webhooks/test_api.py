"""The API and the page of webhooks, for administrators of the own post."""

from __future__ import annotations

from uuid import uuid4

from hub.base.clock import now
from hub.webhooks.actions import Made, announce, deliver
from hub.webhooks.models import Delivery, Endpoint, Secret
from tests.cast import Cast

NEW = {"address": "https://cases.example.org/hub", "label": "Case system", "kinds": ["mla.*"]}


def test_make_show_change_and_end(cast: Cast) -> None:
    api = cast.sender.admin.api()
    made = api.post("/api/v1/webhooks/", NEW)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    place = f"/api/v1/webhooks/{made.json()['webhook']['id']}/"
    assert api.get(place).json() == made.json()["webhook"]
    assert "whsec_" not in api.get("/api/v1/webhooks/").content.decode()
    changed = api.patch(place, {"kinds": ["clock.overdue", "clock.overdue"], "active": False}).json()
    assert (changed["kinds"], changed["active"], changed["why"]) == (["clock.overdue"], False, "by_hand")
    assert api.patch(place, {"active": True}).json()["active"] is True
    assert api.post(f"{place}secret/").json()["secret"] != made.json()["secret"]
    assert api.delete(place).status_code == 204
    assert api.get(place).status_code == 404
    assert not Secret.objects.exists()


def test_bad_bodies_are_named(cast: Cast) -> None:
    api = cast.sender.admin.api()
    for changes, code in (
        ({"address": "http://10.0.0.1/"}, "bad_address"),
        ({"kinds": ["everything"]}, "bad_kinds"),
        ({"kinds": []}, "bad_fields"),
        ({"kinds": "*"}, "bad_fields"),
        ({"label": ""}, "bad_fields"),
        ({"address": 7}, "bad_address"),
    ):
        answer = api.post("/api/v1/webhooks/", NEW | changes)
        assert (answer.status_code, answer.json()["code"]) == (400, code), changes
    assert not Endpoint.objects.exists()


def test_ten_at_most(cast: Cast) -> None:
    api = cast.sender.admin.api()
    answers = [api.post("/api/v1/webhooks/", NEW) for _ in range(11)]
    assert [one.status_code for one in answers] == [201] * 10 + [409]
    assert answers[-1].json()["code"] == "too_many"


def test_a_token_needs_the_scope_of_administration(cast: Cast) -> None:
    api = cast.sender.admin.api(scopes=("read", "write"))
    assert api.get("/api/v1/webhooks/").json()["code"] == "scope_missing"


def test_the_log_pages_by_key(cast: Cast, made: Made) -> None:
    for _ in range(53):
        announce([cast.sender.post.id], "mla.note", uuid4(), now())
    deliver(now)
    api, place = cast.sender.admin.api(), f"/api/v1/webhooks/{made.endpoint.pk}/deliveries/"
    first = api.get(place).json()
    second = api.get(place, {"cursor": first["next"]}).json()
    ids = [one["id"] for one in first["deliveries"] + second["deliveries"]]
    assert (len(first["deliveries"]), len(set(ids)), second["next"]) == (50, 53, None)
    assert {one["state"] for one in first["deliveries"]} == {"done"}
    for junk in ("x", "W10=", "WyJhIiwiYiJd", "WyIyMDI2LTAxLTAxIiwiYiJd"):
        assert api.get(place, {"cursor": junk}).json()["code"] == "bad_cursor"


def test_the_page_shows_the_secret_once(cast: Cast) -> None:
    browser = cast.sender.admin.browser()
    made = browser.post("/webhooks/", NEW)
    assert made.status_code == 200
    assert made.content.count(b"whsec_") == 1
    assert b"whsec_" not in browser.get("/webhooks/").content
    one = Endpoint.objects.get()
    assert "Case system" in browser.get(f"/webhooks/{one.pk}/").content.decode()
    again = browser.post(f"/webhooks/{one.pk}/do/", {"act": "secret"})
    assert again.content.count(b"whsec_") == 1


def test_the_page_names_a_mistake_beside_its_field(cast: Cast) -> None:
    answer = cast.sender.admin.browser().post("/webhooks/", NEW | {"address": "http://inside/"})
    assert answer.status_code == 400
    assert b'href="#id_address"' in answer.content


def test_buttons_of_the_page(cast: Cast, made: Made) -> None:
    browser, place = cast.sender.admin.browser(), f"/webhooks/{made.endpoint.pk}/"
    for act, disabled in (("try", False), ("stop", True), ("start", False)):
        assert browser.post(f"{place}do/", {"act": act}).status_code == 302
        assert (Endpoint.objects.get().disabled is not None) is disabled
    assert Delivery.objects.get().kind == "webhook.test"
    assert browser.post(f"{place}do/", {"act": "burn"}).status_code == 400
    assert browser.post(f"{place}do/", {"act": "end"}).status_code == 302
    assert not Endpoint.objects.exists()


def test_only_administrators_of_the_post(cast: Cast, made: Made) -> None:
    place = f"/webhooks/{made.endpoint.pk}/"
    for person, status in ((cast.sender.officer, 403), (cast.recipient.admin, 404)):
        assert person.browser().get(place).status_code == status
        assert person.api().get(f"/api/v1{place}").status_code == status
    assert "/webhooks/" in cast.sender.admin.browser().get("/account/").content.decode()
    assert "/webhooks/" not in cast.sender.officer.browser().get("/account/").content.decode()
