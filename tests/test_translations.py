"""The catalogues: complete, alike in their placeholders, no older than the sources, and used by the pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import polib
import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast
from tests.factories.people import Person
from tests.mla_requests.story import TO_TRANSMISSION, Story

ROOT = Path(__file__).parents[1]
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PACKAGES = (
    *("hub", "focal_points", "agreements", "mla_requests", "exchanges", "register", "deconfliction"),
    "messaging",
)
GETTEXT = ("xgettext", "msgmerge", "msguniq", "msgattrib")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+>")
# Plural forms that stand for many numbers, and so say which; Arabic has words of its own for 0, 1 and 2.
COUNTING = {"fr": (0, 1), "ar": (3, 4, 5)}
SAID = {"aria-label", "title", "placeholder", "alt", "content"}
Key = tuple[str | None, str, str]


def source(language: str, root: Path = ROOT) -> Path:
    """Where the catalogue of a language is kept."""
    return root / "hub" / "locale" / language / "LC_MESSAGES" / "django.po"


def keys(catalogue: Path) -> set[Key]:
    """What tells the entries of a catalogue apart: context, sentence, plural."""
    return {(one.msgctxt, one.msgid, one.msgid_plural) for one in polib.pofile(str(catalogue))}


def placeholders(text: str) -> list[str]:
    """Everything in a sentence that a program fills in or reads, sorted."""
    return sorted(PLACEHOLDER.findall(text))


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with catalogues collected anew, as `make messages` does it."""
    missing = [name for name in GETTEXT if not shutil.which(name)]
    if missing:
        pytest.fail(f"Install gettext to compare the catalogues with the sources; not found: {missing}")
    copy = tmp_path_factory.mktemp("sources")
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "static")
        )
    shutil.copy(ROOT / "manage.py", copy)
    languages = [word for code in LANGUAGES for word in ("-l", code)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *languages, "--no-location", "--no-obsolete", "-v0"],
        cwd=copy,
        env=os.environ
        | {"DJANGO_SETTINGS_MODULE": "hub.settings", "HUB_DEMO": "1", "HUB_STATE_DIR": str(copy / "state")},
        check=True,
    )
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_just_the_sentences_of_the_sources(language: str, collected: Path) -> None:
    kept, found = keys(source(language)), keys(source(language, collected))
    new, gone = found - kept, kept - found
    assert new == set(), "Run `make messages`, then translate these."
    assert gone == set(), "Run `make messages`: no source says these any more."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    catalogue = polib.pofile(str(source(language)))
    assert len(catalogue) > 700
    assert [one.msgid for one in catalogue.untranslated_entries()] == []
    assert [one.msgid for one in catalogue.fuzzy_entries()] == []
    assert [one.msgid for one in catalogue.obsolete_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    for one in polib.pofile(str(source(language))):
        if not one.msgid_plural:
            assert placeholders(one.msgstr) == placeholders(one.msgid), one.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_there_and_says_its_number(language: str) -> None:
    catalogue = polib.pofile(str(source(language)))
    count = int(re.findall(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"])[0])
    for one in (entry for entry in catalogue if entry.msgid_plural):
        wanted = placeholders(one.msgid_plural)
        assert sorted(one.msgstr_plural) == list(range(count)), one.msgid
        assert all(set(placeholders(text)) <= set(wanted) for text in one.msgstr_plural.values()), one.msgid
        assert all(placeholders(one.msgstr_plural[n]) == wanted for n in COUNTING[language]), one.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_names_its_makers_and_no_machine(language: str) -> None:
    catalogue = polib.pofile(str(source(language)))
    assert "not confirmed by a person" in catalogue.metadata["X-Translation"]
    assert "POT-Creation-Date" not in catalogue.metadata
    assert not [one.occurrences for one in catalogue if one.occurrences]


class Reader(HTMLParser):
    """Collects what a page says to people, sentences for its scripts included."""

    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Attributes speak too; scripts and styles do not."""
        self.silent += tag in ("script", "style")
        self.said += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        """Speech goes on after a script or style."""
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if not self.silent:
            self.said.append(" ".join(data.split()))


@cache
def sentences() -> set[str]:
    """The English of the catalogue in pieces between placeholders, where a piece has three words or more."""
    entries = polib.pofile(str(source("fr")))
    texts = [text for one in entries for text in (one.msgid, one.msgid_plural)]
    pieces = {piece.strip() for text in texts for piece in PLACEHOLDER.split(text)}
    return {piece for piece in pieces if len(re.findall(r"\w+", piece)) >= 3}


def english(page: str) -> set[str]:
    """The sentences of the catalogue that a page says in English."""
    reader = Reader()
    reader.feed(page)
    said = "\n".join(reader.said)
    return {one for one in sentences() if one in said}


def pages(cast: Cast) -> Iterator[tuple[Person | None, str]]:
    """Readers and the pages they open; nobody stands for somebody not signed in."""
    request = f"/requests/{Story(cast.sender, cast.recipient).run(*TO_TRANSMISSION).id}/"
    yield from ((None, path) for path in ("/sign-in/", "/join/"))
    shown = ("/", "/requests/", "/requests/?box=out", "/requests/new/", "/unlock/", "/help/", "/account/")
    yield from ((cast.sender.officer, path) for path in (*shown, request, f"/requests/{uuid4()}/"))
    for path in ("/officers/", "/countries/", "/countries/NP/", "/directory/", "/directory/?q=nowhere"):
        yield cast.sender.admin, path
    yield cast.sender.admin, f"/directory/{cast.sender.post.id}/edit/"
    yield cast.sender.officer, f"/directory/{cast.recipient.post.id}/"
    yield from ((cast.recipient.approver, request + act) for act in ("", "act/acknowledge/", "act/refuse/"))


@pytest.fixture
def compiled() -> None:
    """Pages speak from the compiled catalogues, which set-up makes."""
    for one in map(source, LANGUAGES):
        made = one.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < one.stat().st_mtime:
            pytest.fail("Compile first: python deploy/compile_messages.py hub/locale/*/LC_MESSAGES/django.po")


@pytest.mark.usefixtures("compiled")
def test_pages_say_nothing_in_english_to_readers_of_another_language(cast: Cast) -> None:
    for reader, path in pages(cast):
        client = reader.browser() if reader else Client()
        assert english(client.get(path, headers={"accept-language": "en"}).text), f"nothing read at {path}"
        for language in LANGUAGES:
            page = client.get(path, headers={"accept-language": language}).text
            assert f'lang="{language}"' in page, path
            assert english(page) == set(), (language, path)
