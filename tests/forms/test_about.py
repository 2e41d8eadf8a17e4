"""What is known of a State comes from its directory entry, dated sources and the rule sets."""

import pytest

from hub.forms.about import about_country, languages_in
from tests.vectors.drafts import ENTRY, NEPAL, abouts


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("English, Nepali", ["en", "ne"]),
        ("Anglais ou français", ["en", "fr"]),
        ("العربية والإنجليزية", ["en", "ar"]),
        ("en; pt", ["en", "pt"]),
        ("", []),
        ("any", []),
    ],
)
def test_languages_are_found_in_free_text(text: str, codes: list[str]) -> None:
    assert languages_in(text) == codes


def test_both_instruments_must_bind_for_a_protocol() -> None:
    about = about_country("NP", NEPAL, ENTRY, {"UNTOC": True, "TIP": False, "SOM": True})
    assert about["treaties"] == {"untoc": "bound", "tip": "unknown", "som": "bound"}


def test_agreed_languages_come_before_the_directory() -> None:
    agreed = {"languages": {"NP": ["ne"]}}
    assert about_country("NP", NEPAL, ENTRY, {}, agreed)["languages"] == ["ne"]
    assert abouts()["known"]["languages"] == ["en", "ne"]


def test_an_empty_entry_says_nothing() -> None:
    about = about_country("IR", {"en": "Iran"}, {}, {})
    assert set(about["profile"].values()) == {""}
    assert about["names"]["source"] == "IR, -"
    assert about["names"]["country"]["fr"] == "Iran"
