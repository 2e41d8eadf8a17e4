"""Uploads, downloads and expiry on an S3-compatible store: the same tests as on files, and its own."""

import os
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError
from django.core.files.storage import default_storage, storages
from django.test import override_settings

from hub.base.objects import ObjectStorage
from hub.base.surroundings import object_store
from hub.encryption.blocks import BLOCK
from hub.ledger import storage
from tests.cast import Cast
from tests.ledger import test_parts_api as on_files
from tests.ledger.acts import Thread
from tests.services.object_store import running_object_store
from tests.services.servers import folder

test_an_upload_is_resumed_where_it_stopped = on_files.test_an_upload_is_resumed_where_it_stopped
test_a_damaged_block_is_not_kept = on_files.test_a_damaged_block_is_not_kept
test_old_uploads_and_stray_bytes_are_removed = on_files.test_old_uploads_and_stray_bytes_are_removed
test_a_part_is_downloaded_inert = on_files.test_a_part_is_downloaded_inert
test_ranges = on_files.test_ranges
test_a_range_outside_the_part = on_files.test_a_range_outside_the_part
test_removal_stops_a_running_download = on_files.test_removal_stops_a_running_download
test_under_asgi_the_same_bytes_are_streamed = on_files.test_under_asgi_the_same_bytes_are_streamed


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The address of a store for this file."""
    with folder() as where, running_object_store(where) as url:
        yield url


@pytest.fixture(autouse=True)
def _on_objects(store: str) -> Iterator[None]:
    """The default storage of every test here."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={"default": object_store(store), "staticfiles": static}):
        yield


def test_the_bytes_are_in_the_store_and_not_on_this_machine(cast: Cast, thread: Thread) -> None:
    on_files.sent(thread, cast.sender.officer, os.urandom(BLOCK + 5))
    assert isinstance(storages["default"], ObjectStorage)
    kept = [name for names in storage.folders() for name in names]
    assert max(default_storage.size(name) for name in kept) == BLOCK


def test_a_range_asks_the_store_for_no_earlier_byte(store: str) -> None:
    data = os.urandom(BLOCK)
    name = storage.keep(data)
    fetched = ObjectStorage(**object_store(store)["OPTIONS"]).from_byte(name, BLOCK - 100)
    assert fetched.read() == data[-100:]
    assert b"".join(storage.pieces(name, 5, 9, 3)) == data[5:9]
    storage.discard([name, name])


def test_an_object_that_is_gone() -> None:
    with pytest.raises(FileNotFoundError):
        list(storage.pieces("blocks/aa/none", 0, 1, 1))


def test_a_wrong_secret_keeps_nothing(store: str) -> None:
    wrong = object_store(store.replace("only-for-tests", "no"))
    with pytest.raises(ClientError):
        ObjectStorage(**wrong["OPTIONS"]).open("blocks/aa/none").read()


def test_nothing_is_handed_out_past_the_hub() -> None:
    with pytest.raises(NotImplementedError):
        default_storage.url(storage.keep(b"x"))
