"""Networks: who belongs to which on a day, and who may enter them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from focal_points.actions import admit, close_organisation, end_membership, look_after
from focal_points.models import Country, Network, NetworkMember, Officer, Seat
from focal_points.queries_networks import networks_of
from hub.base.errors import Conflict, Invalid
from tests.cast import Cast
from tests.publishing.alliance import BEGAN, EMAIL, Alliance

TODAY = date(2026, 3, 1)


def test_members_belong_and_observers_do_not(cast: Cast, alliance: Alliance) -> None:
    assert networks_of(cast.sender.officer.officer, TODAY) == {"glo-act"}
    assert networks_of(cast.recipient.officer.officer, TODAY) == frozenset()
    assert networks_of(alliance.made.officer, TODAY) == {"actip"}


@pytest.mark.usefixtures("alliance")
def test_a_membership_holds_from_its_day_until_its_end(cast: Cast) -> None:
    officer = cast.sender.officer.officer
    end_membership(None, NetworkMember.objects.get(country="PK"), TODAY)
    assert networks_of(officer, date(2018, 12, 31)) == frozenset()
    assert networks_of(officer, BEGAN) == {"glo-act"}
    assert networks_of(officer, TODAY) == frozenset()


def test_the_post_that_looks_after_a_network_belongs_to_it(cast: Cast, alliance: Alliance) -> None:
    look_after(None, alliance.glo_act, cast.stranger.post.row)
    officer = cast.stranger.officer.officer
    assert networks_of(officer, TODAY) == frozenset()
    assert networks_of(officer, TODAY, post=cast.stranger.post.id) == {"glo-act"}


def test_a_new_status_ends_the_old_one(cast: Cast, alliance: Alliance) -> None:
    nepal = Country.objects.get(pk="NP")
    admit(None, alliance.glo_act, nepal, NetworkMember.Status.MEMBER, TODAY)
    assert networks_of(cast.recipient.officer.officer, TODAY) == {"glo-act"}
    with pytest.raises(Conflict):
        admit(None, alliance.glo_act, nepal, NetworkMember.Status.MEMBER, TODAY)


def test_a_mechanism_takes_no_organisation(alliance: Alliance) -> None:
    organisation = alliance.made.post.country
    with pytest.raises(Invalid):
        admit(None, alliance.glo_act, organisation, NetworkMember.Status.MEMBER, TODAY)


def test_a_closed_organisation_has_nobody_left(alliance: Alliance) -> None:
    close_organisation(None, alliance.made.post.country, TODAY)
    assert not Seat.objects.filter(focal_point=alliance.made.post, to_seq__isnull=True).exists()
    assert networks_of(alliance.made.officer, TODAY) == frozenset()


@pytest.mark.usefixtures("alliance")
def test_everybody_reads_and_only_the_secretariat_writes(cast: Cast) -> None:
    reader, keeper = cast.sender.officer.browser(), cast.secretariat.officer.browser()
    page = reader.get("/networks/").content.decode()
    assert "GLO.ACT" in page
    assert "Enter a membership" not in page
    typed = {"network": "glo-act", "country": "EG", "status": "member", "since": "2026-03-01"}
    assert reader.post("/networks/members/", typed).status_code == 403
    assert keeper.post("/networks/members/", typed).status_code == 302
    assert NetworkMember.objects.filter(country="EG", network="glo-act").exists()


@pytest.mark.usefixtures("alliance")
def test_the_secretariat_enters_networks_and_organisations(cast: Cast) -> None:
    keeper = cast.secretariat.officer.browser()
    named = {"code": "COMMIT", "name_en": "COMMIT Process", "kind": "mechanism"}
    assert keeper.post("/networks/new/", named).status_code == 302
    assert Network.objects.filter(pk="commit").exists()
    assert keeper.post("/networks/new/", named).status_code == 400
    typed = {
        "name": "Home",
        "officer": "Desk",
        "email": "home@x.example",
        "networks": ["actip"],
        "since": "2026-03-01",
    }
    answer = keeper.post("/networks/organisations/", typed)
    made = Officer.objects.get(email="home@x.example")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert made.organisation


@pytest.mark.usefixtures("alliance")
def test_the_membership_ends_by_a_button(cast: Cast) -> None:
    keeper, row = cast.secretariat.officer.browser(), NetworkMember.objects.get(country="PK")
    assert cast.sender.admin.browser().post(f"/networks/members/{row.pk}/end/").status_code == 403
    assert keeper.post(f"/networks/members/{row.pk}/end/").status_code == 302
    assert keeper.post(f"/networks/members/{row.pk}/end/").status_code == 404


@pytest.mark.usefixtures("cast")
def test_the_operator_enters_them_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("add_network", "anctip", name="ANCTIP", kind="organisations")
    call_command("add_organisation", "Shelter", email="s@x.example", network=["anctip"])
    password = capsys.readouterr().out.splitlines()[-1]
    client = Client()
    answer = client.post("/sign-in/", {"email": "s@x.example", "password": password})
    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert networks_of(Officer.objects.get(email="s@x.example"), date(2100, 1, 1)) == {"anctip"}
    assert EMAIL not in password
