"""The forms of the follow-up without a script: kept, handed on, sent back with what they lack."""

from __future__ import annotations

from hub.conferences.models import StatusReport
from tests.cast import Cast
from tests.conferences.reporting import followed

GOOD = {
    "status": "planned",
    "narrative": "Soon.",
    "visibility": "public",
    "evidence": "Law 7 | https://law.example/7",
}


def test_a_form_is_kept_and_handed_on(cast: Cast) -> None:
    stage = followed(cast)
    first = stage.edition.recommendations[0]
    address = f"/conferences/follow-up/{first.pk}/report/{stage.cycle.pk}/"
    client = cast.sender.officer.browser()
    refused = client.post(address, GOOD | {"evidence": "Law | javascript:alert(1)"})
    assert (refused.status_code, "is no web address" in refused.content.decode()) == (400, True)
    assert client.post(address, {}).status_code == 400
    assert not StatusReport.objects.exists()
    assert client.post(address, GOOD | {"then": "save"})["Location"] == f"/conferences/follow-up/{first.pk}/"
    report = StatusReport.objects.get()
    assert (report.state, report.evidence) == ("draft", [{"title": "Law 7", "url": "https://law.example/7"}])
    assert "Soon." in client.get(address).content.decode()
    assert client.post(address, GOOD | {"then": "submit"}).status_code == 302
    assert client.get(address).status_code == 403
    act = f"/conferences/follow-up/texts/report/{report.pk}/act/"
    assert client.post(act, {"act": "clear"}).status_code == 403
    page = cast.sender.approver.browser()
    assert page.post(act, {"act": "clear", "seen": "yesterday"}).status_code == 400
    assert page.post(act, {"act": "clear"}).status_code == 302
    assert StatusReport.objects.get().state == "published"


def test_without_a_series_or_mechanism_the_secretariat_enters_one_first(cast: Cast) -> None:
    secretariat = cast.secretariat.officer.browser()
    assert secretariat.get("/conferences/follow-up/cycles/new/")["Location"] == "/conferences/series/new/"
    assert cast.sender.officer.browser().get("/conferences/follow-up/cycles/new/").status_code == 403
