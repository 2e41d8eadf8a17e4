"""Django's storage on an S3-compatible store: one request per write, ranged reads that stream."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

NOT_THERE = {"404", "NoSuchKey"}


class ObjectStorage(S3Storage):  # type: ignore[misc] # django-storages has no types
    """Names are random and never written twice, so nothing is asked before a write."""

    def get_default_settings(self) -> dict[str, Any]:
        """The library's own, with limits: a store that hangs must not hold the threads of the hub."""
        wire = Config(
            connect_timeout=5, read_timeout=30, retries={"max_attempts": 3, "mode": "standard"},
            s3={"addressing_style": "path"}, signature_version="s3v4", max_pool_connections=16,
            # Older stores refuse the trailing checksums that newer clients add by themselves.
            request_checksum_calculation="when_required", response_checksum_validation="when_required",
        )  # fmt: skip
        return {**super().get_default_settings(), "file_overwrite": True, "client_config": wire}

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("Objects are written whole, by save.")
        return Ranged(self, name)

    def _save(self, name: str, content: Any) -> str:
        # One PUT: what is answered with 200 is durable, and no transfer threads are started per block.
        content.seek(0)
        self.bucket.Object(self._normalize_name(name)).put(Body=content.read())
        return name

    def from_byte(self, name: str, start: int) -> Any:
        """The store's stream of an object from byte `start` on. Raises FileNotFoundError."""
        wanted = {"Range": f"bytes={start}-"} if start else {}
        try:
            return self.bucket.Object(self._normalize_name(name)).get(**wanted)["Body"]
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in NOT_THERE:
                raise FileNotFoundError(name) from error
            raise

    def url(self, name: str, *_: Any, **__: Any) -> str:
        """Nothing is ever handed out past the hub's own rules."""
        raise NotImplementedError(f"{name}: objects are served by the hub only.")


class Ranged(File):  # type: ignore[type-arg] # not subscriptable when it runs
    """An object that is fetched when it is read, from where it is read."""

    def __init__(self, storage: ObjectStorage, name: str) -> None:
        super().__init__(None, name)
        self.storage, self.place = storage, 0
        self.body: Any = None

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a byte counted from the beginning; what was being fetched is given up."""
        if whence:
            raise ValueError("Objects are read from a known byte.")
        self.close()
        self.place = place
        return place

    def read(self, size: int | None = None) -> bytes:
        """At most `size` bytes, all that are left without it."""
        if self.body is None:
            self.body = self.storage.from_byte(str(self.name), self.place)
        return bytes(self.body.read(size))

    def close(self) -> None:
        """Let the connection go."""
        if self.body is not None:
            self.body.close()
            self.body = None

    @property
    def closed(self) -> bool:
        """Whether nothing is being fetched."""
        return self.body is None
