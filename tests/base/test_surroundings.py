"""Secrets in files, and the address of an object store: what is taken, and what stops the start."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.base.surroundings import object_store, with_secrets_from_files

NAMES = ("HUB_SECRET_KEY_FILE",)


def test_a_secret_comes_from_a_file_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a#b=c d\n")
    given = {"HUB_SECRET_KEY_FILE": str(tmp_path / "secret"), "OTHER": "1"}
    assert with_secrets_from_files(given, NAMES) == {**given, "HUB_SECRET_KEY": "a#b=c d"}


def test_without_a_file_the_environment_is_as_it_was() -> None:
    assert with_secrets_from_files({"HUB_SECRET_KEY": "x", "HUB_SECRET_KEY_FILE": ""}, NAMES) == {
        "HUB_SECRET_KEY": "x",
        "HUB_SECRET_KEY_FILE": "",
    }


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read"), ("", "empty"), (" \n\n", "empty")])
def test_a_secret_that_is_not_there_stops_the_start(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "secret").write_text(content)
    with pytest.raises(ImproperlyConfigured, match=said):
        with_secrets_from_files({"HUB_SECRET_KEY_FILE": str(tmp_path / "secret")}, NAMES)


def test_two_values_for_one_secret_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="both set"):
        with_secrets_from_files({"HUB_SECRET_KEY": "x", "HUB_SECRET_KEY_FILE": str(tmp_path)}, NAMES)


def test_the_address_of_an_object_store() -> None:
    made = object_store("s3://k%2Fey:s%40cret@objects.example:9000/blocks?region=eu-1")["OPTIONS"]
    assert made == {
        "bucket_name": "blocks",
        "endpoint_url": "https://objects.example:9000",
        "region_name": "eu-1",
        "access_key": "k/ey",
        "secret_key": "s@cret",
    }
    assert object_store("s3+http://127.0.0.1/b")["OPTIONS"]["endpoint_url"] == "http://127.0.0.1"


@pytest.mark.parametrize("url", ["s3://host", "http://k:s@host/b", "s3:///b", "s3://host/b/c", "nonsense"])
def test_another_address_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        object_store(url)
    assert url not in str(caught.value)
