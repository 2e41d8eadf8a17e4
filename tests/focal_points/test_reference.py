"""Reference tables: what the sources say, no more; and the commands that operators type."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from focal_points.actions import load_reference
from focal_points.models import Country, Invitation, TreatyStatus
from hub.encryption.codes import INVITATION, code_hash, parse_code
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    first = load_reference()
    assert load_reference() == first
    assert first.treaties == 509


def test_loading_again_keeps_members_and_their_chains(cast: Cast) -> None:
    before = cast.sender.chancery.country.head_hash
    load_reference()
    country = Country.objects.get(pk="PK")
    assert (country.member, country.head_hash) == (True, before)


def test_another_source_stays_beside_ours() -> None:
    load_reference()
    TreatyStatus.objects.create(country_id="NP", instrument="SOM", as_of="2026-11-01", source="note verbale")
    load_reference()
    assert TreatyStatus.objects.filter(source="note verbale").exists()


@pytest.mark.parametrize(
    ("country", "instrument", "bound"),
    [
        ("NP", "TIP", "2020"),
        ("AF", "TIP", "2014-08"),
        ("PK", "TIP", ""),
        ("EG", "SOM", "2005-03-01"),
        ("EU", "UNTOC", "2004-05-21"),
    ],
)
def test_dates_are_as_precise_as_their_source(country: str, instrument: str, bound: str) -> None:
    load_reference()
    assert TreatyStatus.objects.get(country=country, instrument=instrument).bound == bound


def test_two_sources_on_one_treaty_are_both_kept() -> None:
    load_reference()
    rows = TreatyStatus.objects.filter(country="IR", instrument="UNTOC")
    assert {row.as_of for row in rows} == {"2014-01-27", "2025-10"}


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("NE", "en", "Niger"),
        ("AD", "fr", "Andorre"),
        ("PK", "ar", "باكستان"),
        ("TR", "en", "Türkiye"),
        ("XH", "fr", "Secrétariat de la plateforme"),
        ("NP", "de", "Nepal"),
    ],
)
def test_names_are_shown_in_the_language_without_their_sorting_article(
    code: str, language: str, name: str
) -> None:
    load_reference()
    with translation.override(language):
        assert str(Country.objects.get(pk=code)) == name


def test_no_country_is_without_a_name() -> None:
    load_reference()
    assert not Country.objects.filter(name_en="").exists()


def test_load_reference_says_what_there_is() -> None:
    out = StringIO()
    call_command("load_reference", stdout=out)
    assert "509 statements on treaties" in out.getvalue()


def founded(**options: str) -> str:
    out = StringIO()
    given = {
        "email": "founder@af.example",
        "name": "Central Authority",
        "type": "central_authority",
        **options,
    }
    call_command("found_country", "AF", stdout=out, **given)
    return out.getvalue().splitlines()[-1]


def test_found_country_prints_a_link_whose_code_opens_the_invitation() -> None:
    load_reference()
    link = founded()
    origin, _, fragment = link.partition("/join/#")
    number, code = fragment.split(".")
    row = Invitation.objects.get(pk=number)
    assert origin == f"https://{settings.HUB_ID}"
    assert row.code_sha256 == code_hash(parse_code(code, INVITATION))
    assert (row.country_id, row.focal_point, row.post_name) == ("AF", None, "Central Authority")
    assert code not in f"{row.sealed_code}{row.code_sha256}"


def test_found_country_needs_the_reference_tables() -> None:
    with pytest.raises(CommandError, match="Load the reference tables"):
        founded()


@pytest.mark.usefixtures("cast")
def test_a_country_is_founded_once() -> None:
    with pytest.raises(CommandError, match="has a chain"):
        call_command("found_country", "PK", email="x@pk.example")
