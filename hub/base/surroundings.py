"""What the environment hands over besides plain values: secrets in files, the address of an object store."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"s3": "https", "s3+http": "http"}


def with_secrets_from_files(environ: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The environment, where `<name>_FILE` stands for the first line of the file it names.

    So that secrets come as files (systemd credentials, Docker and Kubernetes secrets) and are in no list of
    processes. Raises ImproperlyConfigured: both given, file missing, unreadable or empty.
    """
    found = dict(environ)
    for file_name in names:
        name = file_name.removesuffix("_FILE")
        if not environ.get(file_name):
            continue
        if environ.get(name):
            raise ImproperlyConfigured(f"{name} and {file_name} are both set. Keep one of them.")
        found[name] = _first_line(file_name, Path(environ[file_name]))
    return found


def _first_line(name: str, path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").strip().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}: {path} cannot be read by this user. See its owner and mode."
        ) from error
    if not lines:
        raise ImproperlyConfigured(f"{name}: {path} is empty. Write the secret into its first line.")
    return lines[0].strip()


def object_store(url: str) -> dict[str, Any]:
    """Django's entry for an object store at `s3://KEY:SECRET@host[:port]/bucket[?region=…]`.

    `s3` speaks TLS, `s3+http` does not. Without KEY:SECRET the machine's own role is used. Raises
    ImproperlyConfigured.
    """
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.hostname or not bucket or "/" in bucket:
        raise ImproperlyConfigured("HUB_STORAGE_URL is not s3://KEY:SECRET@host/bucket?region=name.")
    port = f":{parts.port}" if parts.port else ""
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "access_key": unquote(parts.username) if parts.username else None,
        "secret_key": unquote(parts.password) if parts.password else None,
    }
    return {"BACKEND": "hub.base.objects.ObjectStorage", "OPTIONS": options}


def replica(given: dict[str, Any], primary: dict[str, Any]) -> dict[str, Any]:
    """Django's entry for a standby of the primary: read only, and quick to say that it is away.

    Raises ImproperlyConfigured unless both are PostgreSQL.
    """
    if not all(one["ENGINE"].endswith("postgresql") for one in (given, primary)):
        raise ImproperlyConfigured("HUB_REPLICA_URL and HUB_DATABASE_URL must both be postgres://…")
    options = {
        "pool": {**primary["OPTIONS"]["pool"], "timeout": 2},
        "connect_timeout": 2,
        "options": "-c default_transaction_read_only=on",
    }
    return {
        **given,
        "ENGINE": primary["ENGINE"],
        "OPTIONS": {**given.get("OPTIONS", {}), **options},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"MIRROR": "default"},
    }
