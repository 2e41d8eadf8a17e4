"""Days of rest, holidays, oral requests and who is told: stated by the country, checked, shown to others."""

from datetime import date
from typing import Any

import pytest

from focal_points.models import DirectoryEntry, FocalPoint
from focal_points.working_week import calendars_of
from hub.clocks import PLAIN
from tests.cast import Cast

HOLIDAYS = "2026-12-25 Christmas Day\n2026-12-16 Victory Day"


def address(cast: Cast) -> str:
    return f"/api/v1/focal-points/{cast.recipient.post.id}/"


def change(cast: Cast, **fields: Any) -> Any:
    return cast.recipient.admin.api(("read", "admin")).patch(address(cast), fields, "json")


def test_a_country_states_its_working_week(cast: Cast) -> None:
    answer = change(
        cast, weekend="sat, FRI", holidays=HOLIDAYS, accepts_oral=True, time_zone="Asia/Kathmandu"
    )
    assert answer.status_code == 200, answer.json()
    entry = cast.sender.officer.api().get(address(cast)).json()["entry"]
    assert entry["weekend"] == "fri,sat"
    assert entry["holidays"].splitlines()[0] == "2026-12-16 Victory Day"
    assert entry["accepts_oral"] is True
    calendar = calendars_of([cast.recipient.post.id])[cast.recipient.post.id]
    assert calendar.weekend == {4, 5}
    assert date(2026, 12, 16) in calendar.holidays


def test_a_post_without_entry_has_a_plain_calendar(cast: Cast) -> None:
    DirectoryEntry.objects.filter(focal_point=cast.sender.post.id).delete()
    assert calendars_of([cast.sender.post.id]) == {cast.sender.post.id: PLAIN}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weekend", "friday"),
        ("weekend", "mon,tue,wed,thu,fri"),
        ("holidays", "Christmas"),
        ("holidays", "2026-02-30 Never"),
        ("holidays", "\n".join(f"2026-12-25 {n}" for n in range(2000))),
        ("accepts_oral", "perhaps"),
        ("escalates_to", "00000000-0000-4000-8000-000000000000"),
        ("escalates_to", 7),
    ],
)
def test_what_is_no_working_week_is_refused_by_name(cast: Cast, field: str, value: Any) -> None:
    answer = change(cast, **{field: value})
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_every_day_of_two_years_is_too_many(cast: Cast) -> None:
    lines = [f"{date.fromordinal(date(2026, 1, 1).toordinal() + n)} Rest" for n in range(400)]
    assert change(cast, holidays="\n".join(lines)).status_code == 400


def test_only_an_authority_of_the_own_country_is_told(cast: Cast) -> None:
    assert change(cast, escalates_to=str(cast.sender.post.id)).status_code == 400
    assert change(cast, escalates_to=str(cast.recipient.post.id)).status_code == 400
    cast.recipient.chancery.add_post("Ministry of Justice", "nap_secretariat")
    ministry = FocalPoint.objects.get(country="NP", name="Ministry of Justice")
    answer = change(cast, escalates_to=str(ministry.pk))
    assert answer.json()["entry"]["escalates_to"] == str(ministry.pk)
    page = cast.sender.officer.browser().get(f"/directory/{cast.recipient.post.id}/").content.decode()
    assert "Ministry of Justice" in page


def test_the_form_on_the_page(cast: Cast) -> None:
    browser = cast.recipient.admin.browser()
    edit = f"/directory/{cast.recipient.post.id}/edit/"
    page = browser.get(edit).content.decode()
    assert page.count('name="weekend"') == 7
    saved = browser.post(
        edit,
        {"weekend": ["fri", "sat"], "holidays": HOLIDAYS, "accepts_oral": "no", "hub_use": "unknown"},
    )
    assert saved.status_code == 302
    entry = DirectoryEntry.objects.get(focal_point=cast.recipient.post.id)
    assert (entry.weekend, entry.accepts_oral) == ("fri,sat", False)
    again = browser.get(edit).content.decode()
    assert again.count("checked") == 2
    assert '<option value="no" selected>' in again
    wrong = browser.post(edit, {"holidays": "25 December", "hub_use": "unknown"})
    assert wrong.status_code == 400
    assert "25 December" in wrong.content.decode()
