"""A real S3-compatible server in a folder, with signatures and ranges; stopped with the block."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

from tests.services.servers import free_port, process, wait_for

KEY, SECRET, BUCKET = "hub", "only-for-tests-0123456789", "hub"


@contextmanager
def running_object_store(where: Path) -> Iterator[str]:
    """Yield the HUB_STORAGE_URL of a new store with one empty bucket."""
    port, log = free_port(), where / "objects.log"
    settings = where / "objects.toml"
    settings.write_text(f'[[users]]\naccess_key = "{KEY}"\nsecret_key = "{SECRET}"\n')
    settings.chmod(0o644)
    command = [sys.executable, "-m", "nanio", "serve", "--options", str(settings), "--host", "127.0.0.1"]
    command += ["--data-dir", str(where / "objects"), "--port", str(port), "--log-level", "warning"]
    with process([*command, "--no-access-log"], log, as_we_are=True):
        wait_for(port, "the object store", log)
        made = boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
            aws_access_key_id=KEY, aws_secret_access_key=SECRET,
        )  # fmt: skip
        made.create_bucket(Bucket=BUCKET)
        yield f"s3+http://{KEY}:{SECRET}@127.0.0.1:{port}/{BUCKET}"
