"""compose.yaml: no service has rights it does not need, secrets are files, one door to the outside."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.reading import COMPOSE, composed, said

STATE = {"database", "redis", "objects"}


def services() -> dict[str, Any]:
    """Name and settings of every service."""
    found: dict[str, Any] = composed()["services"]
    return found


def test_every_service_is_without_rights() -> None:
    for name, service in services().items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert name == "proxy" or service["user"] not in {"", "root", "0", "0:0"}, name
        assert not service.get("privileged"), name
        assert "/var/run/docker.sock" not in str(service), name


def test_only_the_proxy_is_reached_from_outside() -> None:
    assert [name for name, service in services().items() if service.get("ports")] == ["proxy"]
    networks = composed()["networks"]
    assert {name for name, one in networks.items() if not one.get("internal")} == {"outside"}
    for name in STATE:
        assert set(services()[name]["networks"]) == {"inside"}
    assert "inside" not in services()["proxy"]["networks"]


def test_secrets_are_files() -> None:
    for name, service in services().items():
        for key, value in (service.get("environment") or {}).items():
            secret = any(
                word in key for word in ("PASSWORD", "SECRET", "DATABASE_URL", "STORAGE_URL", "MAIL_URL")
            )
            assert not secret or (key.endswith("_FILE") and value.startswith("/run/secrets/")), (name, key)


def test_the_owner_of_the_tables_is_the_migration_alone() -> None:
    holders = {name for name, s in services().items() if "owner_url" in str(s.get("secrets"))}
    assert holders == {"migrate", "database"}


def test_two_web_processes_wait_for_the_migration_and_are_watched() -> None:
    for name in ("web-1", "web-2", "socket"):
        service = services()[name]
        assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert service["healthcheck"]["test"][-1] == "deploy/probe.py"
    assert all("healthcheck" in services()[name] for name in STATE)


def test_the_script_of_the_roles_is_a_shell_script() -> None:
    assert said("sh", "-n", COMPOSE / "roles.sh") == ""


@pytest.mark.parametrize(
    ("address", "why"),
    [(None, "No such file"), ("", "holds no password"), ("postgres://hub_app:a%40b@db/hub", "%-signs")],
)
def test_no_role_is_made_without_its_password(tmp_path: Path, address: str | None, why: str) -> None:
    (tmp_path / "owner_url").write_text("postgres://hub_owner:fine@database/hub")
    if address is not None:
        (tmp_path / "database_url").write_text(address)
    done = subprocess.run(
        ["/bin/sh", COMPOSE / "roles.sh"], env={"SECRETS": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode != 0, why in done.stderr) == (True, True), done.stderr


def test_the_database_may_read_the_addresses_it_is_given() -> None:
    assert services()["database"]["group_add"] == ["10001"]


@pytest.mark.parametrize("role", ["hub_owner", "hub_app"])
def test_no_role_bypasses_row_level_security(role: str) -> None:
    made = f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS"
    assert made in (COMPOSE / "roles.sh").read_text(encoding="utf-8")
