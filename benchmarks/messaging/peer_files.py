"""Settings of the peers: everything on 127.0.0.1, no limits on writing, durable as they come."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FREE = {"per_second": 100_000, "burst_count": 100_000}
LIMITS = ("rc_message", "rc_registration", "rc_joins_per_room", "rc_media_create", "rc_room_creation")
PROSODY = """
pidfile = "{folder}/prosody.pid"
data_path = "{folder}/data"
run_as_root = true
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ }}
s2s_ports = {{ }}
http_ports = {{ {port} }}
http_interfaces = {{ "127.0.0.1" }}
https_ports = {{ }}
network_backend = "epoll"
modules_enabled = {{ "disco"; "roster"; "saslauth"; "websocket"; "ping"; "posix"; "smacks"; "time" }}
modules_disabled = {{ "s2s"; "tls"; "offline" }}
allow_unencrypted_plain_auth = true
c2s_require_encryption = false
consider_websocket_secure = true
authentication = "internal_hashed"
storage = "sql"
sql = {{ driver = "SQLite3", database = "{folder}/data/prosody.sqlite" }}
archive_expires_after = "never"
log = {{ warn = "{folder}/prosody.log" }}
VirtualHost "bench.local"
Component "muc.bench.local" "muc"
  modules_enabled = {{ "muc_mam" }}
  muc_room_locking = false
  muc_log_by_default = true
  muc_log_presences = false
  muc_room_default_history_length = 0
  restrict_room_creation = false
Component "up.bench.local" "http_file_share"
  http_file_share_size_limit = 100*1024*1024
  http_file_share_daily_quota = 20*1024*1024*1024
  http_external_url = "http://127.0.0.1:{port}/"
"""


def prosody(folder: Path, port: int) -> Path:
    """Group chat with an archive in SQLite, over websockets; files over HTTP."""
    (folder / "data").mkdir()
    config = folder / "prosody.cfg.lua"
    config.write_text(PROSODY.format(folder=folder, port=port))
    return config


def synapse(folder: Path, port: int, secret: str, postgres: str) -> Path:
    """One process; SQLite, or the database "synapse" of a PostgreSQL. JSON is YAML."""
    listener = {"port": port, "tls": False, "type": "http", "bind_addresses": ["127.0.0.1"]}
    settings: dict[str, Any] = {
        "server_name": "bench.local",
        "pid_file": f"{folder}/homeserver.pid",
        "listeners": [{**listener, "resources": [{"names": ["client", "media"], "compress": False}]}],
        "database": _database(folder, postgres),
        "log_config": str(_log(folder)),
        "media_store_path": f"{folder}/media",
        "signing_key_path": f"{folder}/signing.key",
        "registration_shared_secret": secret,
        "macaroon_secret_key": "only for this",
        "form_secret": "only for this",
        "report_stats": False,
        "trusted_key_servers": [],
        "federation_domain_whitelist": [],
        "max_upload_size": "200M",
        "presence": {"enabled": False},
        "bcrypt_rounds": 4,
        **dict.fromkeys(LIMITS, FREE),
        "rc_login": dict.fromkeys(("address", "account", "failed_attempts"), FREE),
        "rc_joins": dict.fromkeys(("local", "remote"), FREE),
        "rc_invites": dict.fromkeys(("per_room", "per_user", "per_issuer"), FREE),
    }
    config = folder / "homeserver.yaml"
    config.write_text(json.dumps(settings))
    return config


def _database(folder: Path, postgres: str) -> dict[str, Any]:
    if not postgres:
        return {"name": "sqlite3", "args": {"database": f"{folder}/homeserver.db"}}
    place = urlsplit(postgres)
    args = {"user": place.username, "host": place.hostname, "port": place.port, "dbname": "synapse"}
    return {"name": "psycopg2", "args": {**args, "cp_min": 5, "cp_max": 10}}


def _log(folder: Path) -> Path:
    handlers = {"file": {"class": "logging.FileHandler", "filename": f"{folder}/homeserver.log"}}
    path = folder / "log.yaml"
    root = {"level": "WARNING", "handlers": ["file"]}
    path.write_text(
        json.dumps({"version": 1, "handlers": handlers, "root": root, "disable_existing_loggers": False})
    )
    return path
